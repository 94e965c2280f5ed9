/** A file of a repository. */
export type RemoteFile = {
	/** Its path there, with forward slashes. */
	readonly path: string;
	readonly bytes: number;
	/** SHA-256 of large files, as lowercase hex. */
	readonly sha256?: string;
	/** The SHA-1 that Git gives the others. */
	readonly gitSha1?: string;
};

/** A repository with a model, at one commit. */
export type Repository = {
	readonly id: string;
	readonly revision: string;
	/** What it is for, in the hub's words: `text-generation`. */
	readonly pipeline?: string;
	readonly license?: string;
	readonly files: readonly RemoteFile[];
};

export type OpenedFile = {
	/** Where the body begins: not where it was asked to if the server cannot do that. */
	readonly offset: number;
	readonly body: AsyncIterable<Uint8Array>;
};

/** Where models come from: the hub, or a folder with copies of its repositories. */
export type Source = {
	readonly describe: (id: string, revision: string, signal: AbortSignal) => Promise<Repository>;
	/** Read a file from an offset on. */
	readonly open: (
		repository: Repository,
		file: RemoteFile,
		options: {readonly offset: number; readonly signal: AbortSignal},
	) => Promise<OpenedFile>;
};
