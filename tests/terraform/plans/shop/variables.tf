variable "environment" {
  type    = string
  default = "dev"
}

variable "extra_tags" {
  type    = map(string)
  default = { Count = 3 }
}

variable "ports" {
  type    = list(number)
  default = ["80", 443]
}

variable "cidrs" {
  type    = set(string)
  default = ["10.0.0.0/8", "0.0.0.0/0"]
}

variable "encrypted" {
  type    = bool
  default = "true"
}

variable "subnets" {
  type = map(object({
    index  = number
    public = optional(bool, false)
    labels = optional(map(string), {})
  }))
  default = {
    one = { index = 1, public = true }
    two = { index = "2" }
  }
}

variable "optional" {
  type = object({
    description = optional(string)
    window      = optional(number, 10)
  })
  default = {}
}
