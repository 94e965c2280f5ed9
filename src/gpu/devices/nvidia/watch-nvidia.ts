import {type Clock, systemClock} from '../../../support/clock.ts';
import {createStore, type ReadableStore} from '../../../support/store.ts';
import type {CardReading} from '../card.ts';
import {keepReading} from '../keep-reading.ts';
import {createCardQuery, toBus, type CardRow} from './card-query.ts';
import {readCudaVersion, smiFormat, type SmiOptions} from './nvidia-smi.ts';
import {createSlowness} from './slowness.ts';
import {type AppWatch, watchApps} from './watch-apps.ts';
import {type FaultWatch, type KernelLog, watchFaults} from './watch-faults.ts';

export type WatchNvidiaOptions = Pick<SmiOptions, 'smi'> & {
	/** How long to wait before restarting a reader that exited, in milliseconds. @default 1000 */
	readonly restartDelay?: number;
	/** Where faults are looked for. @default the kernel's log, then the journal */
	readonly kernelLogs?: readonly KernelLog[];
	readonly clock?: Clock;
};

/** What is known of this machine's NVIDIA cards. */
export type NvidiaReading = {
	/** In the order of their numbers, as of the last two seconds; empty if there are none, or the driver does not answer. */
	readonly cards: readonly CardReading[];
	/** What the tool says in place of readings, such as that the driver is not loaded. */
	readonly trouble: string | undefined;
	/** Whether the tool is missing, which ends the watch. */
	readonly isMissing: boolean;
	/** Whether faults remain unseen, because this user may not read the kernel's log. */
	readonly isFaultBlind: boolean;
};

export type NvidiaWatch = {
	readonly reading: ReadableStore<NvidiaReading>;
	readonly close: () => Promise<void>;
};

/** Seconds between two readings. */
const interval = 2;

/**
Watch this machine's NVIDIA cards with two long-running readers and one of the kernel's log, since each new query costs a tenth of a second. If the tool is missing, there is nothing to watch, which is not an error.
*/
export function watchNvidia({
	smi = ['nvidia-smi'],
	restartDelay,
	kernelLogs,
	clock = systemClock,
}: WatchNvidiaOptions = {}): NvidiaWatch {
	const reading = createStore<NvidiaReading>({
		cards: [],
		trouble: undefined,
		isMissing: false,
		isFaultBlind: false,
	});
	const query = createCardQuery();
	const slowness = createSlowness();
	const closing = new AbortController();
	const rows = new Map<string, CardRow>();
	let round = new Set<string>();
	let isClosed = false;
	let cuda: string | undefined;
	let trouble: string | undefined;
	let apps: AppWatch | undefined;
	let faults: FaultWatch | undefined;

	const publish = () => {
		const now = clock.now();
		const found = faults?.faults.getSnapshot();
		const cards = Array.from(rows.values(), ({id, driver, ...row}): CardReading => {
			const fault = row.bus === undefined ? undefined : found?.get(row.bus.replace(/\.\d$/v, ''));
			return {
				vendor: 'nvidia',
				...row,
				driver: driver === undefined || cuda === undefined ? driver : `${driver}, CUDA ${cuda}`,
				slowedSince: slowness.since(id, row.throttles, now),
				processes: apps?.read(id) ?? [],
				fault,
			};
		});
		reading.set({
			cards: cards.toSorted((a, b) => a.index - b.index),
			trouble,
			isMissing: false,
			isFaultBlind: faults?.isBlind.getSnapshot() ?? false,
		});
	};

	/** Watch what only makes sense once the tool has answered. */
	const watchMore = () => {
		if (faults !== undefined || isClosed) {
			return;
		}

		apps = watchApps({smi, restartDelay, clock});
		faults = watchFaults({logs: kernelLogs, clock});
		faults.faults.subscribe(publish);
		faults.isBlind.subscribe(publish);
		void readCudaVersion({smi, signal: closing.signal}).then(version => {
			cuda = version;
		});
	};

	/** A card that the last round left out has disappeared. */
	const endRound = () => {
		for (const [id, row] of rows) {
			if (!round.has(id)) {
				rows.set(id, toLost(row));
			}
		}

		round = new Set();
	};

	const noteRow = (row: CardRow) => {
		if (round.has(row.id)) {
			endRound();
		}

		round.add(row.id);
		rows.set(row.id, row);
		trouble = undefined;
	};

	const noteMessage = (line: string) => {
		if (line.trim() === '') {
			return;
		}

		const {bus, problem} =
			/device handle for (?:gpu\s?\d{0,3}:?\s?)?(?<bus>[\da-f]{4,8}:[\da-f]{2}:[\da-f]{2}\.\d): (?<problem>.{1,200})/iv.exec(
				line,
			)?.groups ?? {};
		if (bus === undefined) {
			trouble = line.trim();
			return;
		}

		const known = Array.from(rows, ([, row]) => row).find(row => row.bus === toBus(bus));
		const id = known?.id ?? toBus(bus);
		rows.set(id, {
			...toLost(known ?? {...blank, id, index: rows.size, bus: toBus(bus)}),
			state: /requires reset/iv.test(problem!) ? 'needs-reset' : 'lost',
		});
		round.add(id);
	};

	const reader = keepReading({
		command: () => [...smi, `--query-gpu=${query.text()}`, smiFormat, '-l', String(interval)],
		onLine(line) {
			watchMore();
			const row = query.parse(line);
			if (row) {
				noteRow(row);
			} else if (query.adapt(line)) {
				return 'start-anew';
			} else {
				noteMessage(line);
			}

			publish();
			return row ? 'reading' : 'nothing';
		},
		onExit() {
			// What is lost stays lost until the driver names it again; of all others there is no reading.
			for (const [id, {state}] of rows) {
				if (state === 'ok') {
					rows.delete(id);
				}
			}

			round = new Set();
			publish();
		},
		restartDelay,
		clock,
	});
	void reader.ended.then(() => {
		reading.set({...reading.getSnapshot(), cards: [], isMissing: !isClosed});
	});
	return {
		reading,
		async close() {
			isClosed = true;
			closing.abort();
			await Promise.all([reader.close(), apps?.close(), faults?.close()]);
		},
	};
}

/** A card of which nothing is known but its address. */
const blank: CardRow = {
	id: '',
	index: 0,
	name: 'NVIDIA card',
	driver: undefined,
	state: 'ok',
	throttles: [],
};

/** Keep of a card only what does not change. */
const toLost = ({id, index, name, bus, driver, memoryTotal, state}: CardRow): CardRow => ({
	id,
	index,
	name,
	bus,
	driver,
	memoryTotal,
	throttles: [],
	state: state === 'needs-reset' ? state : 'lost',
});
