//! Stage 6, triple: entities and facts become quads, each fact with its statement and passage.
//!
//! # The graph model
//!
//! Graph `BASE/doc/SLUG` holds what the document says:
//!
//! ```turtle
//! entity:national-pc a pol:Program ;
//!     skos:prefLabel "National PC Project"@en ; skos:altLabel "Xalq Kompüteri"@en ;
//!     pol:partner entity:microsoft ; pol:startDate "2009"^^xsd:gYear ;
//!     pol:figure <https://w3id.org/tripolis/doc/azerbaijan/value/0f3a9c21b4de> .
//! entity:microsoft a pol:Company ; skos:prefLabel "Microsoft"@en ;
//!     owl:sameAs <http://www.wikidata.org/entity/Q2283> .
//! <…/doc/azerbaijan/value/0f3a9c21b4de> a pol:Figure ; pol:printed "11500 computers" ;
//!     pol:value 11500 ; pol:unit "computers" ; pol:bound "over" ; pol:asOf "2011-02"^^xsd:gYearMonth .
//! ```
//!
//! Graph `BASE/doc/SLUG/provenance` holds where it says it:
//!
//! ```turtle
//! <…/doc/azerbaijan> a pol:Document ; dcterms:title "azerbaijan" ; dcterms:source "data/azerbaijan.md" ;
//!     pol:contentHash "…" ; pol:knowledgeVersion "…" .
//! <…/doc/azerbaijan/statement/4b1d…> a pol:Statement , rdf:Statement ;
//!     rdf:subject entity:national-pc ; rdf:predicate pol:partner ; rdf:object entity:microsoft ;
//!     prov:wasQuotedFrom <…/doc/azerbaijan#char=6012,6133> ;
//!     pol:rule "cooperation-between" ; pol:confidence 0.95 ; pol:validFrom "2009"^^xsd:gYear .
//! <…/doc/azerbaijan#char=6012,6133> a pol:Passage , oa:TextQuoteSelector , oa:TextPositionSelector ;
//!     dcterms:isPartOf <…/doc/azerbaijan> ;
//!     oa:exact "…" ; oa:prefix "…" ; oa:suffix "…" ; oa:start 6012 ; oa:end 6133 .
//! ```
//!
//! Dates are `xsd:gYear`, `xsd:gYearMonth` or `xsd:date`; numbers `xsd:integer` or `xsd:decimal`;
//! ages `xsd:integer`; an article's number a plain string. Figures, penalties (`pol:Penalty`) and
//! budgets (`schema:MonetaryAmount`) are nodes `BASE/doc/SLUG/value/KEY`. No node is blank.
