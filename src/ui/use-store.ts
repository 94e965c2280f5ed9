import {useSyncExternalStore} from 'react';
import type {ReadableStore} from '../support/store.ts';

/** Read a store, and draw again when it has a new value. */
export default function useStore<Value>(store: ReadableStore<Value>): Value {
	return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}
