import type {ReadableStore} from '../support/store.ts';
import type {Note} from './notes.ts';
import type {SubnetFacts} from './subnet-facts.ts';

export type ChainOutageOptions = {
	/** Why there are no fresh facts, if so. */
	readonly problem: ReadableStore<string | undefined>;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly note: Note;
};

/**
Note when the chain is lost and when it is back, once each, however often it is tried meanwhile.

@returns A function that ends it.
*/
export function noteChainOutages({problem, facts, note}: ChainOutageOptions): () => void {
	let isLost = false;
	const look = () => {
		const reason = problem.getSnapshot();
		if (isLost === (reason !== undefined)) {
			return;
		}

		isLost = reason !== undefined;
		const block = facts.getSnapshot()?.block;
		if (reason === undefined) {
			note('chain-found', `The chain is back, at block ${block}`);
		} else {
			const meanwhile =
				block === undefined
					? 'nobody may ask'
					: `those are answered who could ask at block ${block}`;
			note(
				'chain-lost',
				`The chain is lost: ${withoutKeys(reason)}. Until it is back, ${meanwhile}`,
			);
		}
	};

	const forget = problem.subscribe(look);
	look();
	return forget;
}

/** Leave only scheme and host of addresses: providers put keys into the rest. */
const withoutKeys = (text: string) =>
	text.replaceAll(/wss?:\/\/[^\s`]+/gv, address => {
		const url = URL.parse(address);
		return url === null ? '…' : `${url.protocol}//${url.host}`;
	});

export type EngineOutages = {
	/** A process of the engine died; another is started in its place. */
	readonly died: (lastWords: string) => void;
	/** It died so often that it is let be for a while. */
	readonly gaveUp: (reason: string) => void;
	/** It answered. */
	readonly answered: () => void;
};

/** Create the notes of an engine's outages: a line when it dies, one when it gives up, and one when it answers again, however often it dies in between. */
export function createEngineOutages(note: Note): EngineOutages {
	let state: 'works' | 'died' | 'gave-up' = 'works';
	return {
		died(lastWords) {
			if (state !== 'works') {
				return;
			}

			state = 'died';
			note(
				'engine-died',
				`The engine died with ${lastWords}. It is started again, and its queries are asked again`,
			);
		},
		gaveUp(reason) {
			if (state === 'gave-up') {
				return;
			}

			state = 'gave-up';
			note('engine-gave-up', `${reason}. Queries are refused until it is tried again`);
		},
		answered() {
			if (state === 'works') {
				return;
			}

			state = 'works';
			note('engine-recovered', 'The engine answers again');
		},
	};
}
