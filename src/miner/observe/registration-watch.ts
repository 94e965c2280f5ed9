import type {ReadableStore} from '../../support/store.ts';
import type {SubnetFacts} from './subnet/subnet-facts.ts';

export type RegistrationChange =
	| {readonly kind: 'registered'; readonly uid: number}
	/** `uid` is the former one. */
	| {readonly kind: 'deregistered'; readonly uid: number};

export type WatchRegistrationOptions = {
	/** SS58. */
	readonly hotkey: string;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
};

/**
Watch whether a hotkey keeps its UID, loses it, or gets another by registering again. An initial UID is reported too.

@returns A function that stops watching.
*/
export function watchRegistration(
	{hotkey, facts}: WatchRegistrationOptions,
	onChange: (change: RegistrationChange) => void,
): () => void {
	let before: {readonly uid: number; readonly registeredAt: number} | undefined;
	const look = () => {
		const now = facts.getSnapshot();
		if (!now) {
			return;
		}

		const last = before;
		const own = now.neurons.get(hotkey);
		before = own;
		if (own && (own.registeredAt !== last?.registeredAt || own.uid !== last.uid)) {
			onChange({kind: 'registered', uid: own.uid});
		} else if (last && !own) {
			onChange({kind: 'deregistered', uid: last.uid});
		}
	};

	const unsubscribe = facts.subscribe(look);
	look();
	return unsubscribe;
}
