import type {Clock} from '../../support/clock.ts';
import type {RefusalReason} from '../front/query-refusal.ts';

/** The outcomes of queries in a time slot. */
export type QuerySlot = {
	/** Start of the slot, in milliseconds since the Unix epoch. */
	readonly at: number;
	readonly answered: number;
	/** Number of refusals by reason. */
	readonly reasons: Readonly<Partial<Record<RefusalReason, number>>>;
};

export type RecentQueries = {
	readonly countAnswer: () => void;
	readonly countRefusal: (reason: RefusalReason) => void;
	/** Get the last minute's slots that had queries, the newest last. */
	readonly read: () => readonly QuerySlot[];
};

const slotMs = 5000;
const minuteMs = 60_000;

/** Create the record of the last minute's queries. */
export function createRecentQueries(clock: Pick<Clock, 'now'>): RecentQueries {
	let slots: readonly QuerySlot[] = [];

	const count = (change: (slot: QuerySlot) => QuerySlot) => {
		const at = Math.floor(clock.now() / slotMs) * slotMs;
		const last = slots.at(-1);
		const isNew = last?.at !== at;
		const earlier = isNew ? slots.filter(slot => isRecent(slot, at)) : slots.slice(0, -1);
		slots = [...earlier, change(isNew ? {at, answered: 0, reasons: {}} : last)];
	};

	return {
		countAnswer() {
			count(slot => ({...slot, answered: slot.answered + 1}));
		},
		countRefusal(reason) {
			count(slot => ({
				...slot,
				reasons: {...slot.reasons, [reason]: (slot.reasons[reason] ?? 0) + 1},
			}));
		},
		read: () => slots,
	};
}

/** Sum the outcomes of the last minute's queries. */
export function sumUpMinute(slots: readonly QuerySlot[], now: number): Omit<QuerySlot, 'at'> {
	const recent = slots.filter(slot => isRecent(slot, now));
	const reasons: Partial<Record<RefusalReason, number>> = {};
	for (const slot of recent) {
		for (const [reason, times] of Object.entries(slot.reasons)) {
			reasons[reason as RefusalReason] = (reasons[reason as RefusalReason] ?? 0) + times;
		}
	}

	return {answered: recent.reduce((sum, {answered}) => sum + answered, 0), reasons};
}

/** After the clock is set back, slots from before are in the future, and no more recent than those of the past. */
const isRecent = ({at}: QuerySlot, now: number) => Math.abs(now - at) < minuteMs;
