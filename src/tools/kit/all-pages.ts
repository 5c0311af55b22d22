const PAGE_SIZE = 100;
/** A bound on the reads of one list: 2,000 rows, more than ten times what the longest such list is known to have. */
const MOST_PAGES = 20;

/** A page of a list as it is asked for. */
export interface Page {
  PageNumber: number;
  PageSize: number;
}

/**
 * A list of the cloud from its beginning, for what the cloud cannot sort or join by itself. The service may cap the
 * page size: reading goes on until its own count is reached.
 *
 * @param read one page: its rows, and how many there are in all
 * @returns the rows, and whether they are all
 */
export async function allPages<T>(
  read: (page: Page) => Promise<{ rows: readonly T[]; total: number }>,
): Promise<{ rows: T[]; complete: boolean }> {
  const rows: T[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const batch = await read({ PageNumber: page, PageSize: PAGE_SIZE });
    rows.push(...batch.rows);
    if (batch.rows.length === 0 || rows.length >= batch.total) return { rows, complete: true };
  }
  return { rows, complete: false };
}
