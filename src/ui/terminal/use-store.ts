import {useSyncExternalStore} from 'react';
import type {ReadableStore} from '../../support/store.ts';

/** Read a store, and rerender when its value changes. */
export default function useStore<Value>(store: ReadableStore<Value>): Value {
	return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}
