/** Something that happens in a world of people, places and things. Each is told in one sentence. */
export type Event = Arrival | Gift | Handling | Sight;

type Arrival =
	| {readonly type: 'is' | 'leaves'; readonly person: string; readonly place: string}
	| {readonly type: 'goes'; readonly people: readonly string[]; readonly place: string};

/** A thing that lies somewhere is mentioned for the first time. */
type Sight = {readonly type: 'lies'; readonly thing: string; readonly place: string};

/** What is found was not mentioned before; what is taken was. */
type Handling = {
	readonly type: 'drops' | 'finds' | 'takes';
	readonly person: string;
	readonly thing: string;
};

export type Gift = {
	readonly type: 'gives';
	readonly person: string;
	readonly thing: string;
	readonly receiver: string;
};
