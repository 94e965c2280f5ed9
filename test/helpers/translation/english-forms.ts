import recorded from '../../fixtures/translation/forms.json' with {type: 'json'};

export type FormKind = keyof typeof recorded;

/** Get the form of an English word that others recorded, or `undefined` where they know none. */
export function getForm(kind: FormKind, word: string): string | undefined {
	return preferred[kind]?.[word] ?? getVariants(kind, word)[0];
}

/** Get all forms that others recorded. */
export function getVariants(kind: FormKind, word: string): readonly string[] {
	const forms = recorded[kind] as Readonly<Record<string, string>>;
	return forms[word]?.split('|') ?? [];
}

/** Words whose first recorded form is not the one that a learner's dictionary gives first. */
export const preferred: Partial<Record<FormKind, Readonly<Record<string, string>>>> = {
	plural: {
		// These two are not recorded at all.
		coachman: 'coachmen',
		ox: 'oxen',
		antelope: 'antelopes',
		rhinoceros: 'rhinoceroses',
		buffalo: 'buffaloes',
		flamingo: 'flamingos',
		lasso: 'lassos',
		tuba: 'tubas',
		casino: 'casinos',
		tundra: 'tundras',
		archipelago: 'archipelagos',
		hoof: 'hooves',
		retina: 'retinas',
		libretto: 'librettos',
	},
	// Recorded first is `lay`, of the other verb `lie`.
	past: {lie: 'lied'},
};

/** Adjectives that are compared by `more`, though a form with an ending is recorded too. */
export const comparedByMore: ReadonlySet<string> = new Set([
	'sincere',
	'loyal',
	'modern',
	'pleasant',
]);
