// Generated declarations, parsed again: no text of a manifest has become anything but a name, a literal or a comment.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

const { SyntaxKind } = ts;

/** The files in which nothing but declarations and constants stands. */
const FILES = ["types.ts", "server.ts", "client.ts", "desktop.ts"];

const STATEMENTS = new Set([
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
  SyntaxKind.VariableStatement,
]);

const LITERALS = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.PrefixUnaryExpression,
]);

const TAGS = new Set(["deprecated", "experimental", "since"]);

/** The two functions that a set of flags has. */
const FUNCTIONS = new Set(["of", "has"]);

/** Throws if something stands in a folder's declarations that is none. */
export function reparse(folder) {
  for (const name of FILES.filter((file) => existsSync(join(folder, file)))) {
    const stray = strayIn(readFileSync(join(folder, name), "utf8"));
    if (stray.length > 0) throw new Error(`${join(folder, name)}: ${stray.join("; ")}`);
  }
}

/** What is neither a declaration, a literal, nor a comment without tags of its own. */
export function strayIn(text) {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest, true);
  const stray = file.parseDiagnostics.map(({ messageText }) => String(messageText));
  for (const statement of file.statements) {
    if (!STATEMENTS.has(statement.kind)) stray.push(statement.getText());
    if (ts.isVariableStatement(statement)) {
      for (const { initializer } of statement.declarationList.declarations)
        stray.push(...strayValues(initializer));
    }
  }
  each(file, (node) => {
    for (const tag of ts.getJSDocTags(node))
      if (!TAGS.has(tag.tagName.text)) stray.push(`@${tag.tagName.text}`);
  });
  return stray;
}

/** A constant is `{ … } as const` or `[…] as const`, of literals. */
function strayValues(initializer) {
  const value = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer;
  if (value && ts.isArrayLiteralExpression(value))
    return value.elements.filter((item) => !isLiteral(item)).map(String);
  if (!value || !ts.isObjectLiteralExpression(value)) return [initializer?.getText() ?? "no value"];
  const isOurs = ({ name, initializer }) => FUNCTIONS.has(name.getText()) && ts.isArrowFunction(initializer);
  const stray = value.properties.filter(
    (member) => !ts.isPropertyAssignment(member) || !(isLiteral(member.initializer) || isOurs(member)),
  );
  return stray.map((member) => member.getText());
}

function isLiteral(node) {
  return LITERALS.has(node.kind);
}

function each(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}

// Each guard has to notice something.
for (const text of [
  "export type A = 1;\nalert(1);",
  "/** a */ b */\nexport type A = 1;",
  "/** @type {x} */\nexport type A = 1;",
  "export const A = { B: alert(1) } as const;",
  'export const a = ["b", alert(1)] as const;',
]) {
  if (strayIn(text).length === 0) throw new Error(`nothing is noticed in ${text}`);
}
