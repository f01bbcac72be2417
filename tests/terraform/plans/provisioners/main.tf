resource "terraform_data" "a" {
  input = { host = "h", user = "u" }
  connection {
    type     = "ssh"
    host     = self.input.host
    user     = "root"
    password = self.input.user
  }
  provisioner "remote-exec" {
    inline = ["echo ${self.input.user}", "echo ${self.id}"]
  }
  provisioner "local-exec" {
    command     = "echo ${self.output.host}"
    when        = destroy
    on_failure  = continue
  }
  provisioner "file" {
    content     = "x"
    destination = "/x"
    connection {
      host = "other"
    }
  }
}
output "a" { value = terraform_data.a.input.host }
