output "all" {
  value = [
    1, 1.0, 1.5, 1e3, 1e-3, -5, 0.1 + 0.2, 10 / 4, 10 / 5, 7 % 3, -7 % 3, 2 * 3.5,
    9007199254740993, 123456789012345678901234567890, 1 / 3 * 3 == 1,
  ]
}
output "texts" { value = ["${1.0}", "${1e21}", "${0.000001}", "${-0.5}", "${100 / 3.0 > 33}"] }
output "parsed" { value = [tonumber("1e3"), tonumber("0.50"), parseint("ff", 16), parseint("-11", 2)] }
output "functions" { value = [ceil(1.2), floor(-1.2), abs(-3), max(1, 2.5), min(3, 1), pow(2, 10), signum(-4), log(8, 2)] }
output "comparisons" { value = [1 == 1.0, "1" == 1, 1 < 2, 2 >= 2, 1 != 2, !false] }
output "converted" { value = ["5" + 1, "2" * "3", -"4", "10" > 9] }
output "keys" { value = { (1) = "a", (1.5) = "b" } }
