variable "buckets" {
  type = map(string)
}

output "buckets" {
  value = var.buckets
}
