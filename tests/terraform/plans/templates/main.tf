variable "list" { default = ["a", "b", "c"] }
variable "flag" { default = false }
output "if" { value = "%{ if var.flag }on%{ else }off%{ endif }" }
output "if_only" { value = "x%{ if var.flag }on%{ endif }y" }
output "for" { value = "%{ for x in var.list }${x},%{ endfor }" }
output "for_index" { value = "%{ for i, x in var.list ~} ${i}${x} %{~ endfor }" }
output "for_map" { value = "%{ for k, v in { b = 2, a = 1 } }${k}=${v};%{ endfor }" }
output "nested" { value = "%{ for x in var.list }%{ if x != "b" }${x}%{ endif }%{ endfor }" }
output "numbers" { value = "${1}${1.50}${true}${10000000000}${0.1 + 0.2}" }
output "types" { value = ["${5}", "${true}", "a${5}", "${[1]}"] }
output "escapes" { value = "tab\t newline\n quote\" backslash\\ unicode\u00e9 \U0001F600 $${a} %%{b}" }
output "dollars" { value = "$ $a $$ $$a % %a 100%" }
output "nested_quotes" { value = "a ${"b ${"c ${upper("d")}"}"}" }
output "multi" { value = "${"a"}${"b"}-${join("", ["c", "${"d"}"])}" }
output "expression" { value = "${var.flag ? "yes" : "no"} ${length(var.list) * 2} ${var.list[0]}" }
output "unicode" { value = "héllo wörld ✓ ${length("héllo")}" }
