resource "terraform_data" "x" { input = "x" }
locals {
  id     = terraform_data.x.id
  object = { id = local.id, known = 1 }
}
output "arithmetic" { value = length(local.id) + 1 }
output "template" { value = "prefix-${local.id}" }
output "starts" { value = startswith("prefix-${local.id}", "pre") }
output "equal" { value = local.id == "x" }
output "not_null" { value = local.id != null }
output "and" { value = local.id == "x" && false }
output "or" { value = local.id == "x" || true }
output "not" { value = !(local.id == "x") }
output "object" { value = local.object }
output "known" { value = local.object.known }
output "list" { value = [1, local.id] }
output "index" { value = [1, local.id][0] }
output "unknown_index" { value = ["a", "b"][length(local.id)] }
output "length" { value = length([1, local.id]) }
output "keys" { value = keys(local.object) }
output "values" { value = values(local.object) }
output "upper" { value = upper(local.id) }
output "json" { value = jsonencode(local.object) }
output "for" { value = [for k, v in local.object : k] }
output "for_values" { value = { for k, v in local.object : k => v } }
output "for_unknown_key" { value = { for v in [local.id] : v => 1 } }
output "for_if" { value = [for v in [local.id, "b"] : v if v != "x"] }
output "merge" { value = merge({ a = 1 }, local.object) }
output "concat" { value = concat([1], [local.id]) }
output "flatten" { value = flatten([[1], [local.id]]) }
output "lookup" { value = lookup(local.object, "known", 5) }
output "contains" { value = contains(["a", local.id], "a") }
output "coalesce" { value = coalesce(null, local.id) }
output "coalesce_known" { value = coalesce("known", local.id) }
output "set" { value = toset([local.id, "a"]) }
output "set_length" { value = length(toset([local.id, "a"])) }
output "zipmap" { value = zipmap(["a", "b"], [1, local.id]) }
output "element" { value = element(["a", local.id], 0) }
output "slice" { value = slice(["a", local.id, "c"], 0, 1) }
output "reverse" { value = reverse(["a", local.id]) }
output "tostring" { value = tostring(local.id) }
output "splat" { value = [{ a = local.id }, { a = 1 }][*].a }
output "conditional" { value = local.id == "x" ? 1 : 2 }
output "conditional_known" { value = true ? "known" : local.id }
output "conditional_list" { value = true ? [local.id, "b"] : [] }
output "compare" { value = length(local.id) > 100 }
output "object_key" { value = { (local.id) = 1 } }
output "sort" { value = sort(["b", local.id]) }
output "distinct" { value = distinct(["a", "a", local.id]) }
output "join" { value = join(",", ["a", local.id]) }
output "format" { value = format("%s-%s", "a", local.id) }
output "try" { value = try(local.id.nothing, "fallback") }
output "range" { value = length(range(length([local.id, 1]))) }
output "min" { value = min(1, 2, length([local.id])) }
output "compact" { value = compact(["a", "", local.id]) }
output "setunion" { value = setunion(["a"], [local.id]) }
output "chunklist" { value = chunklist(["a", local.id, "c"], 2) }
output "transpose" { value = transpose({ a = ["x"], b = [local.id] }) }
output "index_of" { value = index(["a", "b"], "b") }
output "map" { value = tomap({ a = local.id, b = "x" }) }
output "map_b" { value = tomap({ a = local.id, b = "x" }).b }
output "matchkeys" { value = matchkeys(["a", "b"], ["1", "2"], ["2"]) }
output "equal_objects" { value = local.object == { id = "x", known = 2 } }
output "equal_lists" { value = [local.id, 1] == [local.id, 2] }
output "type_error" { value = can(local.object.id + 1) }
