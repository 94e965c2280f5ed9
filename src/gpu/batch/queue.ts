import {createHeap} from '../../support/heap.ts';

/** A waiting item. */
export type Waiting = {
	/** Milliseconds since the Unix epoch. */
	readonly deadline: number;
	/** Items of higher priority are kept when the queue is full. */
	readonly priority: number;
	/** Callers take turns; an item without a caller need not wait for a turn. */
	readonly caller?: string;
};

/** Waiting items in the order of their callers' turns; within a turn by deadline, then by priority, then by arrival. */
export type Queue<Item extends Waiting> = {
	readonly size: () => number;
	readonly first: () => Item | undefined;
	/** Add an item. If the queue is full, the item of the lowest priority, the latest on a tie, is evicted and returned; it may be the new one. */
	readonly add: (item: Item) => Item | undefined;
	readonly take: (count: number) => readonly Item[];
	readonly remove: (item: Item) => boolean;
};

/** An item with its position in both orders. */
type Entry<Item> = {
	readonly item: Item;
	readonly turn: number;
	/** How many items were added before it. */
	readonly number: number;
};

/**
Create a bounded queue. However many items one caller has waiting, another caller's next item is served as soon as if each had only one.

@param capacity Maximum number of waiting items.
*/
export function createQueue<Item extends Waiting>(capacity: number): Queue<Item> {
	const order = createHeap<Entry<Item>>(isBefore);
	const outOrder = createHeap<Entry<Item>>(isPutOutBefore);
	const entries = new Map<Item, Entry<Item>>();
	const turns = createTurns();
	let added = 0;

	const insert = (item: Item) => {
		const entry = {item, turn: turns.give(item.caller), number: added++};
		entries.set(item, entry);
		order.add(entry);
		outOrder.add(entry);
	};

	const remove = (item: Item) => {
		const entry = entries.get(item);
		if (!entry) {
			return false;
		}

		entries.delete(item);
		order.remove(entry);
		outOrder.remove(entry);
		turns.giveBack(item.caller);
		return true;
	};

	return {
		size: order.size,
		first: () => order.first()?.item,
		add(item) {
			const out = order.size() < capacity ? undefined : outOrder.first()?.item;
			if (out && out.priority >= item.priority) {
				return item;
			}

			if (out) {
				remove(out);
			}

			insert(item);
			return out;
		},
		take(count) {
			const taken: Item[] = [];
			for (let next = order.first(); next && taken.length < count; next = order.first()) {
				turns.reach(next.turn);
				remove(next.item);
				taken.push(next.item);
			}

			return taken;
		},
		remove,
	};
}

/** Create the callers' turns: while a caller has items waiting, each new one is a turn later than the one before. */
function createTurns() {
	const callers = new Map<string, {last: number; waiting: number}>();
	let current = 0;
	return {
		give(caller: string | undefined): number {
			if (caller === undefined) {
				return current;
			}

			const {last, waiting} = callers.get(caller) ?? {last: current - 1, waiting: 0};
			const turn = Math.max(current, last + 1);
			callers.set(caller, {last: turn, waiting: waiting + 1});
			return turn;
		},
		giveBack(caller: string | undefined) {
			const given = caller === undefined ? undefined : callers.get(caller);
			if (given && --given.waiting === 0) {
				callers.delete(caller!);
			}
		},
		reach(turn: number) {
			current = Math.max(current, turn);
		},
	};
}

function isBefore(one: Entry<Waiting>, other: Entry<Waiting>): boolean {
	if (one.turn !== other.turn) {
		return one.turn < other.turn;
	}

	if (one.item.deadline !== other.item.deadline) {
		return one.item.deadline < other.item.deadline;
	}

	return one.item.priority === other.item.priority
		? one.number < other.number
		: one.item.priority > other.item.priority;
}

function isPutOutBefore(one: Entry<Waiting>, other: Entry<Waiting>): boolean {
	return one.item.priority === other.item.priority
		? isBefore(other, one)
		: one.item.priority < other.item.priority;
}
