"""重大劳动保障违法行为社会公布 — grave violations named in public: proposed, approved, objected to, withdrawn. 令29号."""
