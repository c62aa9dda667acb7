/** A text as SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A column's name as SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A file as DuckDB's readers take it, which see a pattern in brackets, stars and question marks. */
export function sqlPath(path: string): string {
  return sqlText(path.replace(/[*?[\]]/g, '[$&]'));
}
