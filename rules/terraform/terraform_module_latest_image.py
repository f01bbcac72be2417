"""What is deployed depends on the day of the apply, and a rollback gets the same image again.

A tag of latest, or none, that is handed to a module as its image cannot be traced back to a build.
The module passes it on to a task or pod.
"""

from scanner import LOW, rule

_IMAGES = ("image", "container_image", "docker_image", "image_uri", "image_url")


@rule(
    on="terraform_module",
    severity=LOW,
    fix="Pass a tag of the release or a digest.",
    cwe=1357,
    references=("https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",),
    bad=(
        """
module "app" {
  source = "shop/app/aws"
  image  = "shop/app:latest"  # here
}
""",
        """
module "app" {
  source          = "shop/app/aws"
  container_image = "registry.example.com:5000/shop/app:latest"  # here
}
""",
    ),
    good=(
        """
module "app" {
  source = "shop/app/aws"
  image  = "shop/app:1.4.2"
}
""",
        """
module "app" {
  source   = "shop/app/aws"
  image_id = "ami-0:latest"
  image    = "shop/app@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}
""",
    ),
)
def check(module):
    for name in _IMAGES:
        if module.get(name, default="").endswith(":latest"):
            yield module.fail(name, "the image is whatever is latest")
