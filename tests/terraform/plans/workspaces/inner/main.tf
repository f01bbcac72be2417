output "workspace" { value = "in ${terraform.workspace}" }
