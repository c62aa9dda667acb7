import { CHART_IDS, type ChartId } from '../server/protocol/panel.ts';

/** What the user set in the panel; it outlives a reload of the window. */
export interface ViewState {
  /** The log that is shown; the client asks for it when it restores the panel. Empty: none yet. */
  readonly uri: string;
  readonly evalIndex: number;
  /** Series that the user switched, keyed `chart/series`, and whether they are shown. */
  readonly shown: ReadonlyMap<string, boolean>;
  readonly openTables: ReadonlySet<ChartId>;
  readonly scrollTop: number;
}

/** The state as plain data, as `setState` keeps it. */
interface StoredState {
  readonly uri: string;
  readonly evalIndex: number;
  readonly shown: readonly (readonly [string, boolean])[];
  readonly openTables: readonly ChartId[];
  readonly scrollTop: number;
}

export function storeViewState(state: ViewState): StoredState {
  return { ...state, shown: [...state.shown], openTables: [...state.openTables] };
}

/** The state that `storeViewState` gave; what an older version stored otherwise counts as not set. */
export function restoreViewState(stored: unknown): ViewState {
  const fields = new Map<string, unknown>(isObject(stored) ? Object.entries(stored) : []);
  const uri = fields.get('uri');
  return {
    uri: typeof uri === 'string' ? uri : '',
    evalIndex: naturalOrZero(fields.get('evalIndex')),
    shown: new Map(arrayOf(fields.get('shown')).filter(isSwitch)),
    openTables: new Set(CHART_IDS.filter((id) => arrayOf(fields.get('openTables')).includes(id))),
    scrollTop: naturalOrZero(fields.get('scrollTop')),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function naturalOrZero(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isSwitch(value: unknown): value is [string, boolean] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'boolean';
}
