// Asks HashiCorp's parser (npm @cdktn/hcl2json, WebAssembly) about a list of snippets.
// Input on stdin: {"expressions": [...], "files": [...]}; output: the answers in the same order.
const hcl = require("@cdktn/hcl2json");

function reduced(node) {
  const meta = node.meta || {};
  const result = { type: node.type, children: (node.children || []).map(reduced) };
  for (const name of ["value", "operator", "name", "keyVar", "valVar", "groupedValue"]) {
    if (meta[name] !== undefined) result[name] = meta[name];
  }
  if (node.type === "literalValue") result.literal = meta.type;
  if (meta.expandedFinalArgument) result.spread = true;
  if (meta.traversal) result.steps = meta.traversal.map((part) => part.segment);
  return result;
}

async function ask(question) {
  try {
    return { answer: await question() };
  } catch (error) {
    return { error: String(error.message || error).split("\n")[0] };
  }
}

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const input = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  const output = { expressions: [], files: [] };
  for (const text of input.expressions) {
    const got = await ask(() => hcl.parse("x.tf", `x = ${text}\n`));
    const whole = got.error === undefined;
    const tree = whole ? await ask(() => hcl.getExpressionAst("x.tf", text)) : {};
    output.expressions.push({
      accepted: whole,
      error: got.error,
      tree: tree.answer ? reduced(tree.answer) : null,
    });
  }
  for (const text of input.files) {
    const got = await ask(() => hcl.parse("x.tf", text));
    // Some files parse and yet have no JSON, such as those with `1 + null`.
    const accepted = got.error === undefined || !got.error.startsWith("parse config");
    output.files.push({ accepted, error: got.error, json: got.answer });
  }
  // The WebAssembly runtime keeps the process alive; leave once everything is written.
  process.stdout.write(JSON.stringify(output), () => process.exit(0));
}

main();
