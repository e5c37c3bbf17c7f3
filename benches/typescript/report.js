// Tables in Markdown, and the bounds that have to be met.

export class Report {
  #missed = [];
  #bounds = [];

  table(title, head, rows) {
    const line = (cells) => `| ${cells.join(" | ")} |`;
    console.log(`\n### ${title}\n\n${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}`);
  }

  atMost(what, value, bound) {
    this.#bound(what, value, bound, "at most", value <= bound);
  }

  atLeast(what, value, bound) {
    this.#bound(what, value, bound, "at least", value >= bound);
  }

  #bound(what, value, bound, word, met) {
    this.#bounds.push([what, value.toFixed(2), `${word} ${bound}`, met ? "yes" : "**no**"]);
    if (!met) this.#missed.push(what);
  }

  /** Whether all bounds are met. */
  end() {
    this.table("Bounds", ["what", "measured", "bound", "met"], this.#bounds);
    return this.#missed.length === 0;
  }
}
