variable "node" {
  type = object({ env = string, zone = string, index = number, tags = map(string) })
}
variable "peers" {
  type    = set(string)
  default = []
}
resource "terraform_data" "node" {
  count            = var.node.index + 1
  input            = "${var.node.tags["Name"]}/${count.index}"
  triggers_replace = sort(var.peers)
}
output "name" { value = join("+", terraform_data.node[*].input) }
