"""What an address evaluates to, where each part of it came from, and why it is unknown.

`root` opens one root module, `addresses` finds what an address names, `explanation` explains it
with the help of `provenance`, `dump` writes every instance, and `console` evaluates expressions.
`shown` is how all of them write values.
"""
