"""Snippets of HCL, right and wrong, for which HashiCorp's own parser has recorded its answers.

EXPRESSIONS stand alone; FILES are whole files; VALUES are templates made of constants alone, which
Terraform itself has rendered. `hcl_record.py` beside this file records the answers.
"""

from __future__ import annotations

from itertools import product

_OPERATORS = ("||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%")

_LITERALS = (
    "0", "7", "007", "42", "1.5", "0.0", "1e3", "1E3", "1e+3", "1.5e-3", "1.", "1.e3", "1..2",
    "1.2.3", "1e5e5", "1e", "1e+", "0x10", "1_000", ".5", "12345678901234567890", "true", "false",
    "null", "TRUE", "-1", "- 1", "--1", "!true", "!!true", "!-1", "-!true", "+1", "-a.b", "!a[0]",
    "-a + b", "a - -b", "a-1", "a -1", "a- 1", "true.x", "null[0]", "1.foo", "true()", "null(1)",
)  # fmt: skip

_TRAVERSALS = (
    "a", "a.b", "a.b.c", "a.b-c.d_e", "_a", "a_", "-a", "a .b", "a. b", "a . b", "a\n.b", "(a\n.b)",
    "a[0]", "a [0]", "a[ 0 ]", "a[\n0\n]", "a[0][1]", 'a["b"]', 'a["b"].c', 'a["b${c}"]', "a[b]",
    "a[b].c[0]", "a[b][c]", "a[-1]", "a[1.5]", "a[true]", "a[null]", "a[(0)]", 'a["x\\ny"]',
    'a[""]', "a[0", "a[]", "a[0,1]", "a.0", "a.0.b", "a.b.0.c", "a.0.1", "a.0.1.b", "a.1e2",
    "a.0foo", "a.", "a..b", "a.*", "a.*.b", "a.*.b.c", "a.*.0", "a.*.b.0.c", "a.*.0.1", "a.*[0]",
    "a.*.b[0]", "a.*.b[0].c", "a.*.*", "a.b.*.c.*", "a.*[*]", "a[*]", "a[*].b", "a[*].b[0]",
    "a[*].b[c].d", "a[*][0]", "a[*][*]", "a[*].b[*].c", "a[*].*", "a[*].b.*.c", "a[ * ]",
    "a[\n*\n]", "(a[\n*\n])", "a[*", "a[*b]", "(a).b", "(a)[0]", "(a)[b]", "(a)[*].c", "f(x).b",
    "f(x)[0].c[*].d", "[1, 2][0]", "{a = 1}.a", '{a = 1}["a"]', '"abc"[0]', '"a".b', "a.b()",
    "a.true", "a.for", "a.if", "each.value", "var.x[each.key]", "path.module", "a.\u00e9",
    "\u00e9t\u00e9.x", "\u53d8\u91cf", "e\u0301", "a\u00b2", "\u2460", "a.b\u0301c", "x\u200dy",
    "a.b.c[0].d[1].e", "a[0].b[*].c[1]", "a[b[c[d[0]]]]", 'a["\u00e9"]', 'a["e\u0301"]', "a?b:c.d",
)  # fmt: skip

_OPERATIONS = (
    *(f"a {operator} b" for operator in _OPERATORS),
    *(f"a{operator}b" for operator in _OPERATORS),
    *(f"a {x} b {y} c" for x, y in product(("||", "&&", "==", "<", "+", "-", "*", "/"), repeat=2)),
    "a + b - c + d", "a - b - c", "a / b / c * d % e", "a || b && c == d < e + f * -g",
    "-g * f + e < d == c && b || a", "(a + b) * c", "a * (b + c)", "((a))", "( a )", "(\na\n)",
    "(a +\nb)", "a +\nb", "(a\n+ b)", "a\n+ b", "(a # c\n+ b)", "(a // c\n+ b)", "a /* c */ + b",
    "a /* x\ny */ + b", "a + # c\nb", "()", "(a", "a)", "a +", "+ a", "a = b", "a => b", "a & b",
    "a | b", "a ^ b", "~a", "a;b", "a b", "a, b", "a << b", "a ! b", "a === b", "a == = b", "`a`",
    "'a'", "a ? b : c", "a?b:c", "a ? b : c ? d : e", "a ? b ? c : d : e", "a ? b : c + d",
    "a + b ? c : d", "a || b ? c : d || e", "(a ? b : c)", "a ?\nb : c", "a ? b\n: c", "a ? b :\nc",
    "(a ?\nb\n:\nc\n)", "a ? b", "a ? : c", "a ? b :", "a ? b , c", "a ? [1] : [2]", "-(a)", "-[1]",
    'a ? "x" : "y"', "a ? {} : {}", "a == b ? c : d", "!a ? b : c", "a ? -b : -c", "a ? b::c() : d",
    "/* x */ a", "a /* x", "a # x", "a // x", "// x\na", "(// x\na)", "(# x\na)", "a /", "a / / b",
)  # fmt: skip

_CALLS = (
    "f()", "f( )", "f(\n)", "f(a)", "f(a,)", "f(a, b)", "f(a,b,)", "f(\na,\nb\n)", "f(\na,\nb,\n)",
    "f (a)", "f\n(a)", "(f\n(a))", "f(a...)", "f(a, b...)", "f(a..., b)", "f(a...,)", "f(a ...)",
    "f(...)", "f(,)", "f(a,,b)", "f(a b)", "f(a", "f(a,", "f(a;b)", "f(g(h(x)))", "f(a)(b)",
    "provider::aws::f(x)", "provider :: aws :: f (x)", "a::b()", "a::b", "a::", "::a()", "a::b.c()",
    "core::f(1)", "a.b::c()", "f(a: b)", "f({a = 1}, [2])", "f(<<EOT\nx\nEOT\n)",
    "f(<<EOT\nx\nEOT\n, 1)", "f(if)", "f(for)", "for", "if", "in", "for + 1", "f(-1, !a)", "f#(a)",
    "f(# c\na # d\n, b)", "f(a ? b : c)", "f([for x in y : x]...)", "f(\"${a}\")",
)  # fmt: skip

_COLLECTIONS = (
    "[]", "[ ]", "[\n]", "[a]", "[a,]", "[a, b]", "[\na,\nb\n]", "[\na,\nb,\n]", "[a\n, b]", "[,]",
    "[a b]", "[a,,b]", "[a\nb]", "[a", "[a,", "[a]]", "[1, -2, 3.5, true, null]", '["a", "b"]',
    "[[1], [2, [3]]]", "[# c\n1, // d\n2 /* e */]", "[a.b, c[0], d()]", "[a ? b : c, d]", "[-1]",
    "[a...]", "[for]", "[for_each]", "[forx, y]", "[for.x]", "[a: b]", "[1,\n\n\n2]",
    "{}", "{ }", "{\n}", "{a = 1}", "{a : 1}", "{a: 1}", "{a=1}", "{a = 1, b = 2}", "{a = 1,}",
    "{\na = 1\nb = 2\n}", "{\na = 1,\nb = 2,\n}", "{a = 1\n}", "{\na = 1}", "{a = 1 b = 2}", "{,}",
    "{a = 1,, b = 2}", "{a = 1\n, b = 2}", "{a = 1,\n\nb = 2}", "{a}", "{a =}", "{a = \n1}",
    "{a\n= 1}", "{= 1}", "{a == 1}", "{a => 1}", '{"a" = 1}', '{"a" : 1}', '{"a b" = 1}',
    '{"a${b}" = 1}', '{"${a}" = 1}', "{(a) = 1}", "{(a.b) = 1}", "{a.b = 1}", "{a[0] = 1}",
    "{f(x) = 1}", "{1 = 2}", "{-1 = 2}", "{1.5 = 2}", "{true = 1}", "{null = 1}", "{a + b = 1}",
    "{a ? b : c = 1}", "{a ? b : c : 1}", "{if = 1}", "{in = 1}", "{for = 1}", "{ for : 1}",
    "{a = 1, for = 2}", "{for_x = 1}", "{a = {b = {c = 1}}}", "{a = [\n1,\n2\n]\nb = 3}",
    "{a = 1 # c\nb = 2 // d\n}", "{# c\na = 1}", "{/* c */ a = 1 /* d */, b = 2}", "{a = b +\nc}",
    "({a = b +\nc})", "{a = (b +\nc)}", "{a = <<EOT\nx\nEOT\nb = 1}", "{a = <<EOT\nx\nEOT\n}", "{a",
    "{a = 1", "{a = 1]", "{a = -1, b = !c}", "{a-b = 1, c_d = 2}", "{a::b() = 1}", "{a = b ? c : d}",
    "{<<EOT\nk\nEOT\n = 1}", "{[1] = 2}", "{a = 1; b = 2}", "{\r\na = 1\r\n}", "{\u00e9 = 1}",
    "{1a = 2}", "{a.b.c : d}", "{a:b}", "{a:b.c,d:e}", '{"a":"b","c":"d"}', "{a = 1 /* x\n */ }",
)  # fmt: skip

_FORS = (
    "[for x in y : x]", "[for x in y: x]", "[for x in y :x]", "[for k, v in y : v]",
    "[for k , v in y : k + v]", "[for x in y : x if x]", "[for x in y : x if x != null]",
    "[\nfor x in y :\nx\nif z\n]", "{for x in y : x => x}", "{for k, v in y : k => v}",
    "{for k, v in y : k => v...}", "{for k, v in y : k => v... if v}", "{for k, v in y : k => v if v}",
    "{\nfor k, v in y :\nk => v\n}", "{for k, v in y : v}", "[for k, v in y : k => v]",
    "[for x in y : x...]", "[for x y : x]", "[for in y : x]", "[for x, in y : x]", "[for x in y x]",
    "[for x in : x]", "[for x in y :]", "[for x in y : x z]", "[for x in y : x, 1]", "[for 1 in y : 1]",
    "[for x,y,z in a : b]", "[for x in [for y in z : y] : x]", "[for x in y : [for z in x : z]]",
    "[for x in y : {a = x}]", "[for x in {a = 1} : x]", "[for for in in : if]", "[for if in y : if]",
    "[for in in y : in]", "{for x in y : x => x if}", "[for x in y ? a : b : x]", "[forx in y : x]",
    "[for x in y : x ? 1 : 2]", '{for x in y : "${x}" => x}', "{for x in y : (x) => x}",
    "[for x in a.b[*].c : x.d]", "[for x in f(y) : x]", "[for # c\nx in y : x]", "[for x.y in z : x]",
    "[for\tx in y : x]", "[for\nx in y : x]", "[ for x in y : x ]", "{ for x in y : x => x }", "[for x in y : x",
    "{for k, v in y : k => {a = v}}", "{for x in y : x => [x]...}", "[for x in y : x][0]",
)  # fmt: skip

_STRINGS = (
    '""', '"a"', '"a b"', '"\\n\\r\\t\\"\\\\"', '"\\u00e9"', '"\\U0001F600"', '"\\u00e"', '"\\x41"', '"\\u"',
    '"\\UFFFFFFFF"', '"\\ud800"', '"\\U00110000"', '"\\U0010ffff"', '"\\a"', '"\\', '"a', '"a\nb"', '"a\\\nb"', '"\\$"', '"\\\'"', '"\\/"',
    '"$"', '"$a"', '"a$"', '"$$"', '"$${"', '"$${a}"', '"$$${a}"', '"$$$${a}"', '"$$$$${a}"', '"${a}$"', '"$ {a}"',
    '"%"', '"%a"', '"100%"', '"%%"', '"%%{"', '"%%{a}"', '"%%%{a}"', '"%%%%{a}"', '"$%{if a}x%{endif}"',
    '"%${a}"', '"$%"', '"%$"', '"{a}"', '"}"', '"${a}"', '"${a}b"', '"a${b}"', '"a${b}c${d}e"', '"${a}${b}"',
    '" ${a}"', '"${ a }"', '"${\na\n}"', '"${}"', '"${a"', '"${a b}"', '"${a:b}"', '"${"x"}"', '"${"${a}"}"',
    '"${"a${"b"}c"}"', '"${f("x")}"', '"${[1, 2]}"', '"${{a = 1}}"', '"${{a = 1}.a}x"', '"${a ? "b" : "c"}"',
    '"x${a ? "b" : "c"}y"', '"${<<EOT\nx\nEOT\n}"', '"${~a}"', '"${a~}"', '"${~a~}"', '" ${~a} "', '" ${a~} "',
    '" ${~a~} "', '"  x  ${~a~}  y  "', '"\\n${~a~}\\t"', '"\\u0020${~a}"', '"\\\\n${~a}"', '"\\\\\\n ${~a}"', '" ${a~} ${~b} "',
    '"${a~}${b}"', '"x $ ${~a}"', '"${a ~}"', '"${ ~a}"', '"${~ a ~}"', '"\u00a0${~a~}\u3000x"', '"${a} \u00e9 ${b}"',
    '"%{if a}x%{endif}"', '"%{ if a }x%{ else }y%{ endif }"', '"%{if a}%{endif}"', '"%{if a}%{else}%{endif}"',
    '"a%{if b}c%{endif}d"', '"%{if a}x%{if b}y%{endif}z%{endif}"', '"%{if a}"', '"%{endif}"', '"%{else}"', '"%{endfor}"',
    '"%{if a}x%{else}y%{else}z%{endif}"', '"%{if a}x%{endfor}"', '"%{for x in y}x%{endif}"', '"%{for x in y}x%{else}%{endfor}"',
    '"%{if}x%{endif}"', '"%{if a b}x%{endif}"', '"%{foo}"', '"%{}"', '"%{1}"', '"%{if a }x%{ endif y }"',
    '"%{for x in y}${x}%{endfor}"', '"%{for k, v in y}${k}=${v},%{endfor}"', '"%{ for x in y ~} ${x} %{~ endfor }"',
    '"%{for in y}%{endfor}"', '"%{for x y}%{endfor}"', '"%{for x in}%{endfor}"', '"%{for x, in y}%{endfor}"',
    '"a %{~ if b ~} c %{~ else ~} d %{~ endif ~} e"', '"%{if a}x%{endif}%{if b}y%{endif}"', '"%{if "${a}"}x%{endif}"',
    '"%{for x in ["a", "b"]}<${x}>%{endfor}"', '"%{if a}%{for x in y}z%{endfor}%{endif}"', '"${a}%{if b}c%{endif}"',
    '"a" "b"', '"a"b', 'a"b"', '"\u00e9"', '"e\u0301"', '"\U0001F600"', '"# no comment"', '"/* no */"', '"// no"', '"\t"', '"\r"',
    '"${a /* c */}"', '"${a # c\n}"', '"${ /* } */ a }"', '"<<EOT"', '"${a}\\n"', '"\\n${a}"', '"$\\n"', '"%\\n"', '"$\\"${a}"',
)  # fmt: skip

_HEREDOCS = (
    "<<EOT\nEOT\n", "<<EOT\n\nEOT\n", "<<EOT\na\nEOT\n", "<<EOT\na\nb\nEOT\n", "<<EOT\na\nEOT", "<<EOT\na\n", "<<EOT\n", "<<EOT",
    "<<EOT\na\n  EOT\n", "<<EOT\na\nEOT  \n", "<<EOT\na\n\tEOT\t\n", "<<EOT\na\n\u00a0EOT\u00a0\n", "<<EOT \na\nEOT\n", "<< EOT\na\nEOT\n",
    "<<EOT # c\na\nEOT\n", '<<"EOT"\na\nEOT\n', "<<'EOT'\na\nEOT\n", "<<1\na\n1\n", "<<E-T\na\nE-T\n", "<<\u00e9\na\n\u00e9\n", "<<_\na\n_\n",
    "<<EOT\na\nEOTX\nEOT\n", "<<EOT\na\nEOT X\nEOT\n", "<<EOT\na EOT\nEOT\n", "<<EOT\r\na\r\nEOT\r\n", "<<EOT\r\na\nEOT\r\n", "<<EOT\na\rb\nEOT\n",
    "<<EOT\n\\n \\\" \\\nEOT\n", "<<EOT\n\"a\" 'b' # c // d /* e\nEOT\n", "<<EOT\n$ $$ % %% $a %b\nEOT\n", "<<EOT\n$${a} %%{b}\nEOT\n",
    "<<EOT\n$$${a} %%%{b}\nEOT\n", "<<EOT\n${a}\nEOT\n", "<<EOT\n${a}EOT\nEOT\n", "<<EOT\nx${a}y\nEOT\n", "<<EOT\n${\na\n}\nEOT\n", "<<EOT\n${\nEOT\n",
    '<<EOT\n${"EOT"}\nEOT\n', '<<EOT\n${"\nEOT\n', "<<EOT\n${<<X\na\nX\n}\nEOT\n", "<<EOT\n${<<EOT\na\nEOT\n}\nEOT\n", "<<EOT\n${a\nEOT\n}\nEOT\n",
    "<<EOT\n  ${~ a ~}  \n  b\nEOT\n", "<<EOT\nx\n\n${~ a ~}\n\ny\nEOT\n", "<<EOT\nx\n  ${~ a}\nEOT\n", "<<EOT\n${a ~}\nEOT\n", "<<EOT\n${~ a}\nEOT\n",
    "<<EOT\n%{ if a }\nx\n%{ endif }\nEOT\n", "<<EOT\n%{ if a ~}\nx\n%{ endif ~}\nEOT\n", "<<EOT\n%{ for x in y ~}\n- ${x}\n%{ endfor ~}\nEOT\n",
    "<<EOT\n  %{ for x in y ~}\n  - ${x}\n  %{ endfor ~}\nEOT\n", "<<EOT\n%{ if a }\nx\nEOT\n", "<<EOT\na\n%{ if a ~}\nb\n%{ else ~}\nc\n%{ endif ~}\nd\nEOT\n",
    "<<-EOT\nEOT\n", "<<-EOT\n  a\n  EOT\n", "<<-EOT\n  a\n    b\n  EOT\n", "<<-EOT\n    a\n  b\n  EOT\n", "<<-EOT\n  a\nb\n  EOT\n", "<<-EOT\n\ta\n\t\tb\n\tEOT\n",
    "<<-EOT\n \ta\n\t b\n\tEOT\n", "<<-EOT\n  a\n\n  b\n  EOT\n", "<<-EOT\n  a\n \n  b\n  EOT\n", "<<-EOT\n\n\n  EOT\n", "<<-EOT\n    \n    EOT\n", "<<-EOT\n      \n  a\n  EOT\n",
    "<<-EOT\n  ${a}\n    b\n  EOT\n", "<<-EOT\n${a}\n    b\n  EOT\n", "<<-EOT\n    x ${a}\n  y\n  EOT\n", "<<-EOT\n  x\n  ${~ a ~}\n  y\n  EOT\n", "<<-EOT\n  ${a ~}\n  y\n  EOT\n",
    "<<-EOT\n  %{ if a ~}\n    x\n  %{ endif ~}\n  y\n  EOT\n", "<<-EOT\n    %{~ if a }\n    x\n    %{~ endif }\n    EOT\n", "<<-EOT\n  a\n   ${b} ${c}\n  EOT\n", "<<-EOT\n  a\r\n    b\r\n  EOT\r\n",
    "<<-EOT\n  a\r\n\r\n    b\r\n  EOT\r\n", "<<-EOT\n  $${a}\n    %%{b}\n  EOT\n", "<<-EOT\n  a${b}\n    ${c}\n  EOT\n", "<<-EOT\n\u00a0\u00a0a\n\u00a0b\nEOT\n", "<<-EOT\n  a\n  EOT\n ", "<<-EOT\n  \u00e9\n   e\u0301\n  EOT\n",
    "<<-EOT\n    ${\"a\nb\"}\n  EOT\n", "<<-EOT\n  ${<<-X\n    a\n      b\n    X\n}\n  c\n  EOT\n", "<<-EOT\n  a ${~ b ~} c\n  EOT\n", "<<-EOT\n  $\n  %\n  EOT\n", "<<-EOT\n   a\n  ${b}\n EOT\n",
    "<<--EOT\na\nEOT\n", "<<-  EOT\na\nEOT\n", "<<-EOT\n  a\n  EOT\n.b", "<<EOT\na\nEOT\n + 1", "<<EOT\na\nEOT\n[0]", "(<<EOT\na\nEOT\n)", "[<<EOT\na\nEOT\n, <<EOT\nb\nEOT\n]",
    "a ? <<EOT\na\nEOT\n : b", "(a ? <<EOT\na\nEOT\n : <<-EOT\n b\nEOT\n)", "<<EOT\n\x0b\nEOT\n", "<<EOT\na\x00b\nEOT\n",
)  # fmt: skip

EXPRESSIONS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *_LITERALS, *_TRAVERSALS, *_OPERATIONS, *_CALLS, *_COLLECTIONS, *_FORS, *_STRINGS,
            *_HEREDOCS,
        )
    )
)  # fmt: skip

FILES: tuple[str, ...] = (
    "", "\n", "  ", "# c", "# c\n", "// c", "/* c */", "/* c", "/* a */ /* b */\n", "/**/", "/***/", "/* * / **/ a = 1\n", "\ufeffa = 1\n", "a = 1\ufeff\n", "\r\n\r\n", "\r", "\ta = 1\n",
    "a = 1", "a = 1\n", "a=1\n", "a = 1\nb = 2\n", "a = 1 b = 2\n", "a = 1, b = 2\n", "a = 1;\n", "a = 1 # c\n", "a = 1 // c\n", "a = 1 /* c */\n", "a = 1 /* c\n */\n", "a = /* c */ 1\n",
    "a /* c */ = 1\n", "a = # c\n1\n", "a =\n1\n", "a\n= 1\n", "a =\n", "a = ", "a", "a\n", "= 1\n", "a == 1\n", "a => 1\n", "a : 1\n", "a += 1\n", '"a" = 1\n', "a.b = 1\n", "a[0] = 1\n", "1 = 2\n", "1a = 2\n",
    "a = 1\na = 2\n", "a {}\na {}\n", "a = 1\na {}\n", "a {\n b = 1\n b = 2\n}\n", "for = 1\n", "if = 1\nin = 2\nnull = 3\ntrue = 4\n", "a-b = 1\n", "-a = 1\n", "_ = 1\n", "\u00e9 = 1\n", "a\u00b7b = 1\n",
    "a {}", "a {}\n", "a{}\n", "a { }\n", "a {\n}\n", "a {\n\n}\n", "a\n{\n}\n", "a {", "a {\n", "a }\n", "}\n", "}", "{\n}\n", "a {} b {}\n", "a {}\nb {}\n", "a {};\n", "a {} # c\n", "a {} /* c */\n", "a {} 1\n",
    "a {{}}\n", "a {\n}}\n", "a {\n {\n}\n}\n", 'a "b" {}\n', 'a b {}\n', 'a "b" c "d" {}\n', 'a"b"{}\n', 'a "b""c" {}\n', 'a "b" "c" {\n}\n', 'a "b"\n{}\n', "a 'b' {}\n", "a 1 {}\n", "a b.c {}\n", 'a "b" = 1\n', 'a "b"\n', 'a "b" {\n', "a b\n",
    'a "b${c}" {}\n', 'a "b$${c}" {}\n', 'a "b%{c}" {}\n', 'a "b\\nc" {}\n', 'a "b\\qc" {}\n', 'a "b {}\n', 'a "" {}\n', 'a "\u00e9" {}\n', 'a "$" {}\n', 'a /* c */ "b" /* d */ {}\n', 'a # c\n"b" {}\n', "a <<EOT\nx\nEOT\n {}\n",
    "a { b = 1 }\n", "a { b = 1 }", "a { b = 1\n}\n", "a { b = 1, c = 2 }\n", "a { b = 1 c = 2 }\n", "a { b {} }\n", "a { b = 1 } c {}\n", "a {b=1}\n", "a { b = 1 # c\n}\n", "a { # c\n b = 1\n}\n", "a { // c\n b = 1\n}\n", "a { /* c */ b = 1 }\n",
    "a { b = 1 /* c */ }\n", "a { /* c\n */ b = 1 }\n", "a { /* c */ }\n", "a { /* c */\n b = 1\n}\n", "a { b = [\n1\n] }\n", "a { b = {\nc = 1\n} }\n", "a { b = <<EOT\nx\nEOT\n}\n", "a { b = (\n1\n) }\n", 'a { b = "x" }\n', "a { b = c }\n", "a { b = c.d }\n", "a { b }\n", "a { b = }\n", "a { = 1 }\n", 'a { "b" = 1 }\n', "a { 1 }\n",
    "a { b = 1 }}\n", "a {\n b = 1 }\n", "a {\n b = 1\n }\n", "a {\n b = 1\n} c = 2\n", "a {\n b {\n }\n}\n", "a {\n b {}\n}\n", "a {\n b {} }\n", "a {\n b {\n }}\n", "a {\n b {} c {}\n}\n", "a {\n b = 1\n c {\n d = 2\n }\n e = 3\n}\n", "a {\n  b = 1,\n}\n", "a {\n b: 1\n}\n",
    "a = {\n b = 1\n}\n", "a = {\n b = 1\n} c\n", "a = [\n 1,\n 2\n]\n", "a = [\n 1\n 2\n]\n", "a = (\n 1 +\n 2\n)\n", "a = <<EOT\nx\nEOT\nb = 1\n", "a = <<EOT\nx\nEOT", "a = <<EOT\nx\nEOT # c\nEOT\n", "a = <<-EOT\n  x\n  EOT\nb = 1\n", "a = <<EOT\nb {\nEOT\n", "a = <<A\nx\nA\nb = <<A\ny\nA\n",
    'a = "x\n"\n', 'a = "x\n', 'a = "${\n', 'a = "${x\n"\n', 'a = "#"\nb = "//" # "\n', "a = 1 ## c\n", "a = 1 #\n", "#\n#\na = 1\n", "a = 1 //", "a = 1 #", "a = 1 /* c", "a = 1 /* */ /* c\n", "a = 1 /", "a = 1 / 2\n", "a = 1 /b\n", "a = 1 @\n", "a = @\n", "a = $b\n", "a = \\\n1\n", "a = b?c:d\n", "a = \u201cx\u201d\n", "a\u00a0= 1\n", "a = 1\u00a0\n",
    "a\r\n= 1\r\n", "a = 1\r\nb = 2\r\n", "a = 1\rb = 2\r", "a {\r\n b = 1\r\n}\r\n", "a { b = 1 }\r\n", "a = [\r\n1,\r\n2\r\n]\r\n", "a = 1 # c\r\nb = 2\r\n", "a = 1 \r\n", "\x0ca = 1\n", "\x00", "a = \x00\n", "\u2028a = 1\n",
    'terraform {\n  required_version = ">= 1.0"\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "~> 5.0"\n    }\n  }\n  backend "s3" {}\n}\n',
    'variable "x" {\n  type    = map(object({ a = string, b = optional(number, 1) }))\n  default = {}\n  validation {\n    condition     = length(var.x) > 0 && alltrue([for k, v in var.x : v.b > 0])\n    error_message = "No ${"x"}."\n  }\n}\n',
    'resource "aws_s3_bucket" "b" {\n  for_each = toset(["a", "b"])\n  bucket   = "x-${each.key}"\n  tags     = merge(local.tags, { Name = each.value })\n  lifecycle {\n    ignore_changes = [tags["x"], tags.y]\n  }\n  dynamic "rule" {\n    for_each = var.rules\n    content {\n      id = rule.value.id\n    }\n  }\n}\n',
    'locals {\n  a = { for k, v in var.m : k => { for x in v : x.id => x... } if length(v) > 0 }\n  b = var.x == null ? [] : [var.x]\n  c = jsonencode({\n    "Version" : "2012-10-17",\n    Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = "${aws_s3_bucket.b.arn}/*" }]\n  })\n}\n',
    'module "m" {\n  source    = "./m"\n  providers = { aws = aws.east, aws.x = aws.y }\n  depends_on = [module.n]\n}\n',
    'moved {\n  from = a.b\n  to   = a.c[0]\n}\nimport {\n  to = a.b["x"]\n  id = "y"\n}\ncheck "c" {\n  assert {\n    condition = true\n    error_message = "m"\n  }\n}\n',
)  # fmt: skip

VALUES: tuple[str, ...] = (
    '"a\\n\\r\\t\\"\\\\b"', '"\\u00e9 e\u0301 \\U0001F600"', '"$${a} %%{b} $$$ %% $ %"', '"$$${a}"', '"$$$${a}"', '"x ${~ "a" ~} y"',
    '"\\n ${~ "a" ~} \\t"', '"\\\\n${~ "a"}"', '" $ ${~ "a" ~} $ "', '"%{ if true }x%{ else }y%{ endif }"', '"a %{~ if false ~} b %{~ else ~} c %{~ endif ~} d"',
    '"%{ for x in ["a", "b"] ~} <${x}> %{~ endfor }"', '"%{ for x in ["a", "b"] }${x},%{ endfor }"', '"%{ if false }x%{ endif }"', '"${"a"}${"b"}"', '"\u00a0${~ "a" ~}\u3000b"',
    *(text for text in _HEREDOCS if "a}" not in text and "if a" not in text and "${b}" not in text),
    '<<EOT\n  ${~ "a" ~}  \n  b\nEOT\n', '<<EOT\nx\n\n${~ "a" ~}\n\ny\nEOT\n', '<<EOT\nx\n  ${~ "a"}\nEOT\n', '<<EOT\n%{ if true ~}\nx\n%{ endif ~}\nEOT\n', '<<EOT\n%{ if true }\nx\n%{ endif }\nEOT\n',
    '<<EOT\n  %{ for x in ["a", "b"] ~}\n  - ${x}\n  %{ endfor ~}\nEOT\n', '<<EOT\n%{ for x in ["a", "b"] }\n- ${x}\n%{ endfor }\nEOT\n', '<<EOT\na\n%{ if false ~}\nb\n%{ else ~}\nc\n%{ endif ~}\nd\nEOT\n',
    '<<-EOT\n  ${"a"}\n    b\n  EOT\n', '<<-EOT\n${"a"}\n    b\n  EOT\n', '<<-EOT\n    x ${"a"}\n  y\n  EOT\n', '<<-EOT\n  x\n  ${~ "a" ~}\n  y\n  EOT\n', '<<-EOT\n  ${"a" ~}\n  y\n  EOT\n',
    '<<-EOT\n  %{ if true ~}\n    x\n  %{ endif ~}\n  y\n  EOT\n', '<<-EOT\n    %{~ if true }\n    x\n    %{~ endif }\n    EOT\n', '<<-EOT\n  %{ for x in ["a", "b"] ~}\n    - ${x}\n  %{ endfor ~}\n  z\n  EOT\n',
    '<<-EOT\n  a ${~ "b" ~} c\n  EOT\n', '<<-EOT\n  ${<<-X\n    a\n      b\n    X\n}\n  c\n  EOT\n', '<<-EOT\n   a\n  ${"b"}\n EOT\n', '<<-EOT\r\n  ${"a"}\r\n    b\r\n  EOT\r\n',
)  # fmt: skip
