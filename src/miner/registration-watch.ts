import type {ReadableStore} from '../support/store.ts';
import type {SubnetFacts} from './subnet-facts.ts';

export type RegistrationChange =
	| {readonly kind: 'registered'; readonly uid: number}
	/** `uid` is what it was. */
	| {readonly kind: 'deregistered'; readonly uid: number};

export type WatchRegistrationOptions = {
	/** SS58. */
	readonly hotkey: string;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
};

/**
Watch whether a hotkey has its UID, lost it, or got another by registering anew; what it is at first is told too, if it has one.

@returns A function that ends the watch.
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

	const forget = facts.subscribe(look);
	look();
	return forget;
}
