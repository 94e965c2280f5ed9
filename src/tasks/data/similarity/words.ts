/** Something that is told, in wordings that mean the same. */
export type Concept = readonly [string, ...string[]];

/** Read a concept from each line. */
const concepts = (text: string): readonly Concept[] =>
	text
		.trim()
		.split('\n')
		.map(line => line.trim().split('|') as unknown as Concept);

/** Who acts. */
export const people = concepts(`
	doctor|physician
	lawyer|attorney
	teacher|instructor
	child|kid
	sailor|seaman
	singer|vocalist
	writer|author
	cook|chef
	thief|burglar
	king|monarch
	soldier|trooper
	guard|watchman
	pilot|aviator
	priest|clergyman
	boss|manager
	student|pupil
	scientist|researcher
	actor|performer
	tailor|dressmaker
	stranger|foreigner
`);

/** What is acted upon. */
export const things = concepts(`
	car|automobile
	house|home
	picture|painting
	boat|ship
	rock|stone
	road|street
	gift|present
	coat|jacket
	bag|sack
	bicycle|bike
	lamp|lantern
	clock|timepiece
	sofa|couch
	carpet|rug
	cup|mug
	phone|telephone
	plane|aircraft
	film|movie
	rubbish|garbage
	fence|railing
`);

/** What is done, in the form of both the past and the participle. Some of it is done to people, too. */
export const deeds = concepts(`
	found|located
	described|depicted
	examined|inspected
	praised|applauded
	liked|enjoyed
	watched|observed
	moved|shifted
	saved|rescued
	bought|purchased
	repaired|mended
	cleaned|washed
	lost|mislaid
	built|constructed
	burned|torched
	collected|gathered
	sold|traded
`);

/** How many of the deeds, from the first, are done to people, too. */
export const deedsToPeople = 8;

/** Where. */
export const places = concepts(`
	in the city|in town
	at the shop|at the store
	in the forest|in the woods
	at the harbour|at the port
	on the hill|on the slope
	at the airport|at the airfield
	by the river|by the stream
	near the factory|near the plant
	at the inn|at the hotel
	in the yard|in the courtyard
	in prison|in jail
	on the shore|on the beach
`);

/** When. */
export const times = concepts(`
	in the morning|at dawn
	in the evening|at dusk
	at noon|at midday
	at night|after dark
	in autumn|in the fall
	last year|a year ago
	soon afterwards|a little later
	today|on this day
	at first|in the beginning
	at last|in the end
`);
