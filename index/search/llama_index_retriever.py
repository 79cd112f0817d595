"""A library as a LlamaIndex retriever, so that the index drops into any LlamaIndex pipeline."""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.documents import Hit
from index.library import Library


class LibraryRetriever(BaseRetriever):
    """Retrieves a library's passages by the blended ranking.

    Each node's text is the passage's, with `start_char_idx` and `end_char_idx` in the version's text; its metadata has
    `document_id`, `title`, `source`, `version`, `heading`, `line` and `page`. Scores are 0..1 within one question.
    """

    def __init__(self, library: Library, limit: int = 5) -> None:
        super().__init__()
        self._library = library
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        findings = self._library.search(query_bundle.query_str, self._limit)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in findings.hits]


def _node(hit: Hit) -> TextNode:
    document, passage = hit.document, hit.passage
    place = {
        "document_id": document.id,
        "title": document.title,
        "source": document.source,
        "version": document.version,
        "heading": passage.heading,
        "line": passage.line,
        "page": passage.page,
    }
    return TextNode(
        id_=f"{document.id}/{document.version}/{passage.span.start}-{passage.span.end}",
        text=passage.text,
        start_char_idx=passage.span.start,
        end_char_idx=passage.span.end,
        metadata=place,
        excluded_embed_metadata_keys=list(place),
        excluded_llm_metadata_keys=["document_id", "version", "line", "page"],
    )
