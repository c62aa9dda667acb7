/** What the verdicts of a row are called. */
export const LL_MONKEYS_SCORER = 'is_corrects';

/** `orig_dset_split/orig_dset_idx`, else the name, else the row's number, from 1, or what else tells it apart. */
export function idOfRow(
  { index, split, name }: { readonly [key in 'index' | 'split' | 'name']: string | undefined },
  number: number | string,
): string {
  return index === undefined ? (name ?? String(number)) : [split, index].filter(Boolean).join('/');
}
