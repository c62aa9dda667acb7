import type { ByteRange } from '../../core/counts.ts';
import type { ByteWindow } from './byteWindow.ts';
import { offsetOf } from './byteWindow.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { enterArray, enterObject, keySet, nextAnyKey, nextElement, nextKey } from './containers.ts';
import type { KeySet } from './containers.ts';
import { peekByte, skipValue } from './skipValue.ts';

/** A value that is wanted of a document or of each of its records. It holds what was read last. */
export interface Field<T> {
  /** Keys (or numbers of elements, from 0) that lead to the value; `*` stands for every key or element. */
  readonly path: readonly string[];
  /** Undefined where the value is missing or not of the kind that is read. */
  value: T | undefined;
  /** Where the value stands. */
  range: ByteRange | undefined;
  readonly take: (window: ByteWindow, key: string) => void;
  readonly clear: () => void;
}

/**
 * A field at a path such as `info.agent_info.llm`; none of the keys may hold a dot.
 * @param read passes the value in any case, as all of `readScalar.ts` does; `key`: under which the value stands, empty in an array
 */
export function field<T>(path: string, read: (window: ByteWindow, key: string) => T | undefined): Field<T> {
  const self: Field<T> = {
    path: pathOf(path),
    value: undefined,
    range: undefined,
    take: (window, key) => {
      peekByte(window);
      const start = offsetOf(window);
      self.value = read(window, key);
      self.range = { start, end: offsetOf(window) };
    },
    clear: () => {
      self.value = undefined;
      self.range = undefined;
    },
  };
  return self;
}

/** Reads the elements of an array, undefined for those that are of another kind; undefined for a value that is no array. */
export function listOf<T>(
  read: (window: ByteWindow) => T | undefined,
): (window: ByteWindow) => (T | undefined)[] | undefined {
  return (window) => {
    if (!enterArray(window)) return undefined;
    const list: (T | undefined)[] = [];
    while (nextElement(window)) list.push(read(window));
    return list;
  };
}

/** Where something begins and ends among the keys of a document: a tree of the paths that are wanted. */
export interface FieldTree {
  keys: KeySet<string>;
  readonly children: Map<string, FieldTree>;
  /** For every key or element that has no child of its own. */
  every: FieldTree | undefined;
  leaf: Field<unknown>['take'] | undefined;
}

export function fieldTree(fields: readonly Pick<Field<unknown>, 'path' | 'take'>[]): FieldTree {
  const root = emptyTree();
  for (const { path, take } of fields) treeAt(root, path).leaf = take;
  return root;
}

/** The tree's node at a path, made where there is none. */
export function treeAt(root: FieldTree, path: readonly string[]): FieldTree {
  let node = root;
  for (const key of path) {
    const next = (key === '*' ? node.every : node.children.get(key)) ?? emptyTree();
    if (key === '*') node.every = next;
    else node.children.set(key, next);
    node.keys = keySet(...node.children.keys());
    node = next;
  }
  return node;
}

/** `a.b` → `['a', 'b']`; the empty path is the value itself. */
export function pathOf(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

/** Reads the next value, of which only what the tree wants is looked at. `key`: under which the value stands, empty in an array. */
export function readFields(window: ByteWindow, tree: FieldTree, key = ''): void {
  if (tree.leaf !== undefined) {
    tree.leaf(window, key);
    return;
  }
  const kind = peekByte(window);
  if (kind === OPEN_BRACE) readMembers(window, tree);
  else if (kind === OPEN_BRACKET) readElements(window, tree);
  else skipValue(window);
}

function readMembers(window: ByteWindow, { keys, children, every }: FieldTree): void {
  enterObject(window);
  if (every === undefined) {
    for (let key = nextKey(window, keys); key !== undefined; key = nextKey(window, keys))
      readMember(window, children.get(key), key);
    return;
  }
  for (let key = nextAnyKey(window); key !== undefined; key = nextAnyKey(window)) {
    readMember(window, children.get(key) ?? every, key);
  }
}

function readMember(window: ByteWindow, tree: FieldTree | undefined, key: string): void {
  if (tree === undefined) skipValue(window);
  else readFields(window, tree, key);
}

function readElements(window: ByteWindow, { children, every }: FieldTree): void {
  enterArray(window);
  for (let i = 0; nextElement(window); i++) {
    readMember(window, children.size === 0 ? every : (children.get(String(i)) ?? every), '');
  }
}

function emptyTree(): FieldTree {
  return { keys: keySet(), children: new Map(), every: undefined, leaf: undefined };
}
