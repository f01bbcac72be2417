locals {
  list = tolist(["b", "a", "b"])
  map  = tomap({ b = 1, a = 2 })
}
output "tolist" { value = tolist(toset(["b", "a"])) }
output "toset" { value = toset(local.list) }
output "tomap" { value = tomap({ a = "x", b = 1 }) }
output "merge" { value = merge(local.map, { c = "x" }) }
output "concat" { value = concat(local.list, ["c"], tolist([1])) }
output "distinct" { value = distinct(local.list) }
output "setproduct" { value = setproduct(["a", "b"], toset([1, 2])) }
output "zipmap" { value = zipmap(["x", "y"], [1, "b"]) }
output "slice" { value = slice(local.list, 1, 3) }
output "sort" { value = sort(local.list) }
output "flatten" { value = flatten([[1, [2]], [], ["a"]]) }
output "lookup" { value = lookup(local.map, "z", 9) }
output "keys_values" { value = [keys(local.map), values(local.map)] }
output "setops" { value = [setunion(["a"], ["b"]), setintersection(["a", "b"], ["b"]), setsubtract(["a", "b"], ["b"])] }
output "transpose" { value = transpose({ a = ["x", "y"], b = ["y"] }) }
output "regex" { value = [regex("(\\d+)-(\\w+)", "12-ab"), regexall("[a-z]", "a1b"), regex("(?P<n>\\d)", "x7")] }
output "encode" { value = [jsonencode(local.map), base64encode("x"), yamlencode({ a = [1, "x"] }), urlencode("a b")] }
output "decode" { value = [jsondecode("{\"a\":[1,null]}"), yamldecode("a: [1, x]\nb: true"), csvdecode("a,b\n1,2\n")] }
output "cidr" { value = [cidrsubnet("10.0.0.0/16", 8, 2), cidrhost("10.0.0.0/24", 5), cidrnetmask("10.0.0.0/12"), cidrsubnets("10.0.0.0/16", 4, 8)] }
output "strings" { value = [title("ab cd"), trim("--a--", "-"), replace("a1b2", "/[0-9]/", "x"), substr("hello", 1, 3), strrev("abc"), indent(2, "a\nb"), chomp("a\n"), format("%03d|%-5s|%v", 7, "a", [1])] }
