output "paths" { value = [path.module, path.root] }
output "files" {
  value = {
    own      = file("${path.module}/own.txt")
    root     = file("${path.root}/files/greeting.txt")
    relative = file("files/greeting.txt")
    template = templatefile("${path.module}/own.tftpl", { x = [path.module] })
    set      = fileset(path.module, "**")
  }
}
