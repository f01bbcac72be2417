locals {
  users = [
    { name = "a", role = "admin", tags = ["x", "y"] },
    { name = "b", role = "user", tags = [] },
    { name = "c", role = "admin", tags = ["z"] },
  ]
  map = { b = 2, a = 1, c = 3 }
}
output "list" { value = [for u in local.users : u.name] }
output "indexed" { value = [for i, u in local.users : "${i}:${u.name}"] }
output "filtered" { value = [for u in local.users : u.name if u.role == "admin"] }
output "map" { value = { for u in local.users : u.name => u.role } }
output "grouped" { value = { for u in local.users : u.role => u.name... } }
output "nested" { value = [for u in local.users : [for t in u.tags : "${u.name}-${t}"]] }
output "flat" { value = flatten([for u in local.users : [for t in u.tags : { name = u.name, tag = t }]]) }
output "over_map" { value = [for k, v in local.map : "${k}=${v}"] }
output "over_map_values" { value = [for v in local.map : v] }
output "over_set" { value = [for k, v in toset(["b", "a"]) : "${k}${v}"] }
output "inverted" { value = { for k, v in local.map : v => k } }
output "shadowed" { value = [for map in [1, 2] : [for map in ["x"] : map]] }
output "conditional" { value = { for k, v in local.map : k => v > 1 ? "big" : "small" if k != "c" } }
output "empty" { value = [for x in [] : x.nothing] }
output "empty_map" { value = { for k, v in {} : k => v } }
output "over_string_keys" { value = { for s in ["x", "y"] : upper(s) => length(s) } }
output "cross" { value = { for p in setproduct(["a", "b"], [1, 2]) : "${p[0]}${p[1]}" => p } }
output "tuple_types" { value = [for x in [1, "a", true, null] : x] }
output "set_of_objects" { value = [for x in toset([{ a = 2 }, { a = 1 }]) : x.a] }
output "numeric_keys" { value = { for i in [10, 9] : i => i } }
output "merged" { value = merge([for u in local.users : { (u.name) = u.role }]...) }
