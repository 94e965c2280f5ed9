import {type Random, drawIndex} from '../../../src/support/random.ts';
import {lyingAnswers} from './lying-answers.ts';
import type {Exchange, LyingNode} from './lying-node.ts';

/** How often a node may pass a transaction on before it answers. */
const deeds = [0, 1, 1, 2, 'late'] as const;

/** What the client reads to find out what became of its transaction. */
const readings = [
	'chain_getBlock',
	'chain_getBlockHash',
	'chain_getFinalizedHead',
	'chain_getHeader',
	'state_call',
	'state_queryStorageAt',
	'system_accountNextIndex',
];

/** Nonsense that no reader takes for an answer. */
const nonsense = [null, true, -1, 1e300, 'abc', {}, []];

/**
Make a node lie as chance has it: about transactions, in whatever is read, and in what it says by itself.

@returns Ends it; what it holds back is passed on then.
*/
export function startLies(node: LyingNode, random: Random): () => void {
	const draw = <Item>(items: readonly Item[]) => items[drawIndex(random, items.length)]!;
	const late = new Set<() => Promise<unknown>>();
	const honesty = random();

	node.lie('author_submitExtrinsic', async exchange => {
		if (random() < honesty / 2) {
			exchange.answer(await exchange.relay());
			return;
		}

		const deed = draw(deeds);
		if (deed === 'late') {
			late.add(exchange.relay);
		} else {
			for (let time = 0; time < deed; time++) {
				await exchange.relay();
			}
		}

		const [, tell] = draw(lyingAnswers);
		tell(exchange);
	});

	const passLate = async () => {
		for (const relay of late) {
			if (!(random() < 0.1)) {
				continue;
			}

			late.delete(relay);
			await relay();
		}
	};

	for (const method of readings) {
		node.lie(method, async exchange => {
			await passLate();
			if (random() < 0.03) {
				misanswer(exchange, random);
			} else {
				exchange.answer(await exchange.relay());
			}
		});
	}

	let held: string | undefined;
	node.twist(text => {
		const chance = random();
		const before = held === undefined ? [] : [held];
		held = undefined;
		if (chance < 0.04) {
			held = text;
			return before;
		}

		// What was held back comes after what came later, and some of it comes twice.
		return chance < 0.08 ? [text, text, ...before] : [text, ...before];
	});

	return () => {
		for (const method of ['author_submitExtrinsic', ...readings]) {
			node.lie(method, undefined);
		}

		node.twist(undefined);
		for (const relay of late) {
			void relay();
		}
	};
}

function misanswer({answer, cut}: Exchange, random: Random) {
	const chance = random();
	if (chance < 0.4) {
		answer({error: {code: -32_603, message: 'Internal error'}});
	} else if (chance < 0.6) {
		answer({result: nonsense[drawIndex(random, nonsense.length)]});
	} else if (chance < 0.8) {
		cut();
	}
}
