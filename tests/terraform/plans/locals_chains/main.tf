locals {
  a = local.b + 1
  b = local.c * 2
  c = length(local.d)
  d = keys(local.e)
  e = { "dotted.key" = 1, "with space" = 2, (upper("computed")) = 3, "quo\"te" = 4, 5 = "number", true = "bool" }
  f = { for k, v in local.e : "${k}-${v}" => { self = k, all = local.g[k] } }
  g = { for k in local.d : k => length(k) }
  h = local.f["dotted.key-1"]
  i = local.e.COMPUTED
  nested = { a = { b = { c = { d = [{ e = "deep" }] } } } }
}
output "a" { value = local.a }
output "e" { value = local.e }
output "f" { value = local.f }
output "h" { value = local.h }
output "dotted" { value = local.e["dotted.key"] }
output "computed" { value = local.i }
output "deep" { value = local.nested.a.b.c.d[0].e }
output "deep_index" { value = local.nested["a"]["b"].c["d"].0.e }
output "number_key" { value = [local.e["5"], local.e[5]] }
output "bool_key" { value = local.e["true"] }
