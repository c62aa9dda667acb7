type Table = readonly (readonly string[])[];

/** The tables of a Markdown text, their rows without the header. */
export function tablesOf(markdown: string): readonly Table[] {
  return markdown
    .split(/\n\n+/)
    .filter((block) => block.startsWith('|'))
    .map((block) =>
      block
        .trimEnd()
        .split('\n')
        .slice(2)
        .map((line) =>
          line
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.trim()),
        ),
    );
}
