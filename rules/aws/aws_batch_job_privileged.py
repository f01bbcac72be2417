"""A privileged job is root on its host: whoever breaks into it has the instance and its role.

Other jobs run on the same instances of the compute environment, one after another and side by side.
"""

from scanner import HIGH, rule


@rule(
    on="aws_batch_job_definition",
    severity=HIGH,
    fix="Remove privileged.",
    aliases=("CKV_AWS_210",),
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html",
    ),
    bad=(
        """
resource "aws_batch_job_definition" "render" {
  name = "render"
  type = "container"
  container_properties = jsonencode({  # here
    image = "render:1", privileged = true
  })
}
""",
        """
resource "aws_batch_job_definition" "train" {
  name = "train"
  type = "multinode"
  node_properties = jsonencode({  # here
    mainNode = 0, numNodes = 2
    nodeRangeProperties = [
      { targetNodes = "0:", container = { image = "train:1", privileged = true } },
    ]
  })
}
""",
        """
resource "aws_batch_job_definition" "pod" {
  name = "pod"
  type = "container"
  eks_properties {
    pod_properties {
      containers {
        image = "render:1"
        security_context {
          privileged = true  # here
        }
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_batch_job_definition" "render" {
  name                 = "render"
  type                 = "container"
  container_properties = jsonencode({ image = "render:1", command = ["privileged", "true"] })
}
""",
        """
resource "aws_batch_job_definition" "pod" {
  name = "pod"
  type = "container"
  eks_properties {
    pod_properties {
      containers {
        image = "render:1"
        security_context {
          privileged = false
        }
      }
    }
  }
}
""",
    ),
)
def check(job):
    containers = [job.document("container_properties")]
    for group in job.document("node_properties").each("nodeRangeProperties"):
        containers.append(group.sub("container"))
    for container in job.each("eks_properties.pod_properties.containers"):
        containers.append(container.sub("security_context"))
    for container in containers:
        if container.get("privileged", default=False):
            yield container.fail("privileged", "the job is privileged")
