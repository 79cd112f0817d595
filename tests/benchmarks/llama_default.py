"""LlamaIndex as it comes, but for our embedding model: its splitter, its in-memory store, its retriever, untuned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import NodeWithScore, TextNode

from bot.evaluation.places import Place
from index.embedding.llama_index_embedding import FootnoteEmbedding
from index.embedding.minilm import MiniLM

FILE = "file_name"
"""The metadata that LlamaIndex's own file reader sets; it is embedded with the text."""


class LlamaDefault:
    """An index over texts by file name, and its retriever of the top five."""

    def __init__(self, texts: Mapping[str, str], model: MiniLM) -> None:
        splitter = SentenceSplitter()
        self.chunk_tokens = splitter.chunk_size
        documents = [Document(text=text, metadata={FILE: name}) for name, text in texts.items()]
        nodes = splitter.get_nodes_from_documents(documents)
        self.chunks = len(nodes)
        index = VectorStoreIndex(nodes, embed_model=FootnoteEmbedding(embedder=model))
        self._retriever = index.as_retriever(similarity_top_k=5)

    def retrieve(self, question: str) -> Sequence[NodeWithScore]:
        """Return the five chunks nearest to the question."""
        return self._retriever.retrieve(question)

    def places(self, question: str) -> tuple[Place, ...]:
        """Return where these chunks stand."""
        return tuple(place for found in self.retrieve(question) if (place := _place(found)))


def _place(found: NodeWithScore) -> Place | None:
    node = found.node
    if not isinstance(node, TextNode) or node.start_char_idx is None or node.end_char_idx is None:
        return None
    return Place(node.metadata[FILE], node.start_char_idx, node.end_char_idx)
