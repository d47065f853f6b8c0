"""stub while the engine is being built"""
from newscrawl.dom import Decoded
from newscrawl.extraction.result import Extraction
from newscrawl.metadata.facts import Metadata
from newscrawl.options import Options
from newscrawl.outcomes import PageType
def make_empty_extraction(page_type: PageType, evidence: str, digest: str) -> Extraction:
    return Extraction(blocks=(),pieces=(),metadata=Metadata(),page_type=page_type,page_type_evidence=evidence,score=0.0,strategy="none",raw_sha256=digest)
def extract_text_page(decoded: Decoded, digest: str, url: str | None, options: Options) -> Extraction:
    raise NotImplementedError
