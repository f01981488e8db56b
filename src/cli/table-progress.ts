/** Says which table is at hand, and how many rows it had. */
export function tableProgress(): (table: string, rows: number | null) => void {
  return (table, rows) => {
    if (rows !== null) console.log(`${table}  ${rows} rows`);
    else if (process.stdout.isTTY) process.stdout.write(`${table} …\r`);
  };
}
