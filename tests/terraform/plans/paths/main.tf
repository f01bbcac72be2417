module "m" { source = "./modules/inner" }
module "again" {
  source = "./modules/inner"
  count  = 1
}
output "root" { value = [path.module, path.root] }
output "inner" { value = module.m.paths }
output "again" { value = module.again[0].files }
output "file" { value = file("files/greeting.txt") }
output "file_module" { value = file("${path.module}/files/greeting.txt") }
output "set" { value = fileset(path.module, "files/*.txt") }
output "exists" { value = [fileexists("files/greeting.txt"), fileexists("files/none.txt")] }
output "template" { value = templatefile("files/page.tftpl", { name = "n", list = ["a", "b"] }) }
output "json" { value = jsondecode(file("${path.root}/files/data.json")) }
output "base" { value = [basename(path.cwd) != "", dirname("files/x.txt")] }
output "hash" { value = filesha256("${path.module}/files/greeting.txt") }
output "string" { value = templatestring(local.text, { name = "x" }) }
locals { text = "hello $${name}" }
