import type {DatabaseSync} from 'node:sqlite';

/**
Create a lookup of texts that stand in many rows, each kept once in the table `words`.

@param capacity How many are remembered, so that the table is not asked again. @default 4096
*/
export function createWords(
	database: DatabaseSync,
	capacity = 4096,
): {readonly claim: (word: string) => bigint; readonly forget: () => void} {
	const insert = database.prepare('INSERT INTO words (word) VALUES (?) ON CONFLICT DO NOTHING');
	const select = database.prepare('SELECT id FROM words WHERE word = ?');
	const known = new Map<string, bigint>();
	return {
		claim(word) {
			const id = known.get(word);
			if (id !== undefined) {
				return id;
			}

			insert.run(word);
			const claimed = select.get(word)!.id as bigint;
			if (known.size >= capacity) {
				known.clear();
			}

			known.set(word, claimed);
			return claimed;
		},
		forget() {
			known.clear();
		},
	};
}
