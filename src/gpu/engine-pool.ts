import {createStore, type ReadableStore} from '../support/store.ts';
import type {Engine, EngineInfo} from './engine.ts';

type Member = {readonly engine: Engine; underWay: number};

/**
Join engines with the same model into one. Work goes to the engine that has the least under way for its capacity; one that cannot answer at the moment is passed over while another can.

@example
```
const engine = joinEngines([await startOnnxEngine(first), await startOnnxEngine(second)]);
engine.info().device;
//=> '2 × NVIDIA H200'
```
*/
export function joinEngines(engines: readonly [Engine, ...Engine[]]): Engine {
	const [first, ...others] = engines;
	if (others.length === 0) {
		return first;
	}

	const members = engines.map((engine): Member => ({engine, underWay: 0}));
	return {
		...joinCare(
			engines,
			engines.map((_, index) => `Engine ${index + 1} of ${engines.length}`),
		),
		async *run(work, options) {
			const member = pick(members);
			member.underWay++;
			try {
				yield* member.engine.run(work, options);
			} finally {
				member.underWay--;
			}
		},
		info: () => joinInfo(engines.map(({info}) => info())),
	};
}

/**
What is the same for engines however work is shared out among them.

@param names What to call each where it has a problem.
*/
export function joinCare(
	engines: readonly Engine[],
	names: readonly string[],
): Pick<Engine, 'memoryBytes' | 'restarts' | 'problem' | 'close'> {
	const {problem, close: closeProblem} = joinProblems(engines, names);
	return {
		async memoryBytes() {
			const each = await Promise.all(engines.map(async ({memoryBytes}) => memoryBytes()));
			return each.includes(undefined) ? undefined : sum(each as number[]);
		},
		restarts: () => sum(engines.map(({restarts}) => restarts())),
		problem,
		async close() {
			closeProblem();
			await Promise.all(engines.map(async ({close}) => close()));
		},
	};
}

function pick(members: readonly Member[]): Member {
	const able = members.filter(({engine}) => engine.problem.getSnapshot() === undefined);
	const load = ({engine, underWay}: Member) => underWay / engine.info().capacity;
	const [best] = (able.length > 0 ? able : members).toSorted((a, b) => load(a) - load(b));
	return best!;
}

/** Join what is told of engines with the same model. */
export function joinInfo(infos: readonly EngineInfo[]): EngineInfo {
	// A card is what is watched, if there is one.
	const shown =
		infos.find(({provider}) => provider !== 'cpu' && provider !== 'remote') ?? infos[0]!;
	return {
		...shown,
		name: [...new Set(infos.map(({name}) => name))].join(', '),
		device: countNames(infos.map(({device}) => device)),
		processes: infos.flatMap(({processes = []}) => processes),
		capacity: sum(infos.map(({capacity}) => capacity)),
		waiting: sum(infos.map(({waiting}) => waiting)),
		notes: [...new Set(infos.flatMap(({notes}) => notes))],
	};
}

/** Name equal devices once, with their count. */
const countNames = (names: readonly string[]) =>
	Array.from(
		Map.groupBy(names, name => name),
		([name, same]) => (same.length === 1 ? name : `${same.length} × ${name}`),
	).join(', ');

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Say which engine has a problem, and which. */
function joinProblems(
	engines: readonly Engine[],
	names: readonly string[],
): {
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => void;
} {
	const read = () => {
		const index = engines.findIndex(({problem}) => problem.getSnapshot() !== undefined);
		return index === -1 ? undefined : `${names[index]!}: ${engines[index]!.problem.getSnapshot()!}`;
	};

	const problem = createStore(read());
	const subscriptions = engines.map(engine =>
		engine.problem.subscribe(() => {
			problem.set(read());
		}),
	);
	return {
		problem,
		close() {
			for (const unsubscribe of subscriptions) {
				unsubscribe();
			}
		},
	};
}
