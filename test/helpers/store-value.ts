import type {ReadableStore} from '../../src/support/store.ts';

/** Wait until a store holds a value of that kind. */
export async function storeValue<Value>(
	store: ReadableStore<Value>,
	isWanted: (value: Value) => boolean,
): Promise<Value> {
	const {promise, resolve} = Promise.withResolvers<Value>();
	const look = () => {
		const value = store.getSnapshot();
		if (isWanted(value)) {
			resolve(value);
		}
	};

	const forget = store.subscribe(look);
	look();
	try {
		return await promise;
	} finally {
		forget();
	}
}
