variable "name" { default = "n" }
output "plain" {
  value = <<EOT
line 1
  line ${var.name}
$${escaped} %%{escaped} "quoted" \n backslash
EOT
}
output "flush" {
  value = <<-EOT
    first
      indented ${var.name}
    ${var.name}: last
  EOT
}
output "directives" {
  value = <<-EOT
    %{ for i, x in ["a", "b"] ~}
    ${i}=${x}
    %{ endfor ~}
    %{ if var.name == "n" }yes%{ else }no%{ endif }
    end
  EOT
}
output "trimmed" {
  value = "a  ${~ var.name ~}  b"
}
output "function" {
  value = upper(<<-EOT
    text
  EOT
  )
}
output "list" {
  value = [<<A
one
A
    , <<B
two
B
  ]
}
output "empty" {
  value = <<EOT
EOT
}
output "json" {
  value = jsondecode(<<-EOT
    { "a": "${var.name}", "b": ${jsonencode([1, 2])} }
  EOT
  )
}
