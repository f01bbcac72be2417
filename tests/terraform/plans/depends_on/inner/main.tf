output "value" { value = "known" }
