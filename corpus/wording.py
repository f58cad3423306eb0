"""The words that made sentences are put together from: parts of names, and what reports say around names."""

FIELDS = (
    "Tư pháp", "Y tế", "Nội vụ", "Tài chính", "Xây dựng", "Công Thương", "Giáo dục và Đào tạo", "Giao thông vận tải",
    "Nông nghiệp và Môi trường", "Nông nghiệp và Phát triển nông thôn", "Tài nguyên và Môi trường", "Khoa học và Công nghệ",
    "Thông tin và Truyền thông", "Kế hoạch và Đầu tư", "Văn hóa, Thể thao và Du lịch", "Lao động - Thương binh và Xã hội",
    "Lao động, Thương binh và Xã hội", "Dân tộc và Tôn giáo", "Văn hóa - Xã hội", "Kinh tế - Hạ tầng", "Ngoại vụ",
    "Tài chính - Kế hoạch", "Văn hóa và Thông tin", "Quản lý đô thị", "Lao động TBXH", "Tài nguyên môi trường",
    "Giáo dục", "Lao động Thương binh và Xã hội", "Du lịch", "Quy hoạch - Kiến trúc", "Dân tộc",
)  # fmt: skip
ABBREVIATED = (
    "GD&ĐT",
    "LĐTBXH",
    "TN&MT",
    "TT&TT",
    "KH&CN",
    "NN&PTNT",
    "VHTTDL",
    "KHĐT",
    "GTVT",
    "YT",
    "TP",
    "NV",
    "LĐ-TBXH",
    "GDĐT",
    "VH&TT",
)
CENTRES = (
    "Y tế", "Kiểm soát bệnh tật", "Dịch vụ việc làm", "Khuyến nông", "Phục vụ hành chính công", "Giáo dục thường xuyên",
    "Văn hóa", "Phát triển quỹ đất", "Công nghệ thông tin", "Bảo trợ xã hội", "Giám định y khoa", "Pháp y", "Y tế dự phòng",
    "Dân số", "Trợ giúp pháp lý", "Đăng kiểm", "Dịch vụ nông nghiệp", "Văn hóa, Thông tin và Thể thao", "Cấp cứu 115",
    "Chính trị", "Giáo dục nghề nghiệp - Giáo dục thường xuyên", "Xúc tiến đầu tư, thương mại và du lịch",
)  # fmt: skip
HOSPITALS = (
    "Đa khoa", "Y học cổ truyền", "Phụ sản", "Nhi", "Mắt", "Da liễu", "Tâm thần", "Lao và Bệnh phổi", "Phục hồi chức năng",
    "Ung bướu", "Đa khoa khu vực", "Y dược cổ truyền", "Lao và bệnh phổi", "Da liễu tâm thần", "CK Tâm thần", "Sản - Nhi",
    "Điều dưỡng và Phục hồi chức năng", "Tim mạch", "Nội tiết", "Quân y 7", "CK Mắt", "Y Dược cổ truyền",
)  # fmt: skip
UNIONS = (
    "Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh", "Đoàn Thanh niên", "Liên đoàn Lao động", "Hội Chữ thập đỏ",
    "Ủy ban Mặt trận Tổ quốc", "Hội Người cao tuổi", "Tỉnh đoàn", "Huyện đoàn", "Hội Khuyến học", "Đoàn TNCS Hồ Chí Minh",
    "Hội LHPN", "UBMTTQ Việt Nam", "Hội Đông y", "Hội Luật gia", "Thành đoàn", "Thị đoàn", "Hội Cựu thanh niên xung phong",
)  # fmt: skip
OFFICES = (
    "Bảo hiểm xã hội", "Chi cục Thuế", "Chi cục Thống kê", "Chi cục Hải quan", "Chi cục Kiểm lâm", "Kho bạc Nhà nước", "Cục Thuế",
    "Điện lực", "Ngân hàng Chính sách xã hội", "Viện kiểm sát nhân dân", "Tòa án nhân dân", "Thanh tra", "Ban Dân tộc",
    "Ban Quản lý dự án", "Ban Chỉ huy Quân sự", "Văn phòng Đăng ký đất đai", "Ban Tuyên giáo", "Hạt Kiểm lâm", "Đội Quản lý thị trường",
    "Bộ phận Một cửa", "Văn phòng HĐND và UBND", "Bưu điện", "Thi hành án dân sự", "Bộ Chỉ huy Bộ đội Biên phòng", "BHXH",
    "Chi cục Thi hành án dân sự", "Cục Thi hành án dân sự", "Thanh tra giao thông", "Công an", "Bộ Chỉ huy Quân sự", "VKSND", "TAND",
    "Chi cục Chăn nuôi và Thú y", "Chi cục Trồng trọt và Bảo vệ thực vật", "Chi cục Thủy lợi", "Chi cục Dân số - KHHGĐ", "Kho bạc",
    "Ban Quản lý rừng phòng hộ", "Ban Quản lý các khu công nghiệp", "Ban Nội chính", "Văn phòng Đoàn đại biểu Quốc hội và HĐND",
)  # fmt: skip
FIRMS = (
    "Công ty Điện lực", "Công ty cổ phần Cấp nước", "Công ty TNHH Một thành viên Thủy lợi", "Viễn thông", "Hợp tác xã Nông nghiệp",
    "Công ty cổ phần Môi trường đô thị", "Ngân hàng Nông nghiệp và Phát triển nông thôn", "Quỹ tín dụng nhân dân",
    "Ban Quản lý Khu công nghiệp", "Ban Quản lý chợ", "Đoàn Kinh tế quốc phòng", "VNPT", "Viettel", "Công ty TNHH May mặc",
)  # fmt: skip
OTHERS = (
    "Liên minh Hợp tác xã", "Quỹ Bảo vệ và Phát triển rừng", "Viện Quy hoạch", "Ban Tổ chức", "Ủy ban Kiểm tra", "Đồn Biên phòng",
    "Đài Phát thanh và Truyền hình", "Vườn Quốc gia", "Khu Bảo tồn thiên nhiên", "Nhà máy nước", "Xí nghiệp Quản lý giao thông",
    "Cảng vụ", "Trại giống", "Học viện", "Làng trẻ em SOS", "Cơ sở Cai nghiện ma túy", "Quỹ Đầu tư phát triển", "Hiệp hội Doanh nghiệp",
    "Ban Vì sự tiến bộ phụ nữ", "Trung đoàn", "Ban Tiếp công dân", "Nhà thiếu nhi", "Bảo tàng", "Thư viện", "Trung tâm Hành chính công",
    "Đội Cảnh sát giao thông", "Phòng Cảnh sát hình sự", "Phòng Cảnh sát quản lý hành chính về trật tự xã hội", "Trạm Kiểm dịch thực vật",
    "Trạm Khuyến nông", "Trạm Thú y", "Đội Cảnh sát QLHC về TTXH", "Trại tạm giam", "Câu lạc bộ Hưu trí", "Tổ công nghệ số cộng đồng",
    "Đội Thanh niên tình nguyện", "Ban Chỉ đạo 389", "Ban An toàn giao thông", "Quỹ Hỗ trợ nông dân", "Hội đồng Giáo dục quốc phòng",
)  # fmt: skip
REFERENCES = (
    "Luật Cư trú năm 2020", "Nghị quyết số {n}/NQ-HĐND", "Kế hoạch số {n}/KH-UBND", "Chương trình mục tiêu quốc gia giảm nghèo bền vững",
    "Đề án 06/CP", "Nghị định số {n}/2021/NĐ-CP", "Chỉ thị số {n}/CT-TTg", "Quyết định {n}/QĐ-TTg", "Luật Bảo hiểm y tế",
    "Cổng Dịch vụ công quốc gia", "Cơ sở dữ liệu quốc gia về dân cư", "Phong trào toàn dân bảo vệ an ninh Tổ quốc", "Tết Nguyên đán",
    "Công văn số {n}/UBND-NC ngày {d}", "Đề án số {n}/ĐA-UBND", "Thông báo số {n}/TB-VP", "Luật Đất đai năm 2024",
    "Chiến dịch cao điểm", "Tháng hành động vì trẻ em", "Cuộc vận động “Toàn dân đoàn kết”", "Chỉ số PAPI", "Chương trình OCOP",
    "Cổng Dịch vụ công tỉnh", "Hệ thống thông tin giải quyết thủ tục hành chính", "Luật Căn cước", "Hệ thống một cửa điện tử",
)  # fmt: skip
SCHOOLS = (
    "Trường THPT", "Trường THCS", "Trường Tiểu học", "Trường Mầm non", "Trường Cao đẳng", "Trường Chính trị", "Trường PTDTNT",
    "Trường Tiểu học và THCS", "Trường THPT chuyên", "Trường Phổ thông dân tộc bán trú",
)  # fmt: skip
MINISTRIES = (
    "Bộ Công an", "Bộ Y tế", "Bộ Nội vụ", "Bộ Tư pháp", "Chính phủ", "Văn phòng Chính phủ", "Bộ Tài chính",
    "Bảo hiểm xã hội Việt Nam", "Bộ Giáo dục và Đào tạo", "Thủ tướng Chính phủ", "Tỉnh ủy", "Ban Thường vụ Tỉnh ủy",
    "Ngân hàng Nhà nước", "Tổng cục Thống kê", "Bộ Nông nghiệp và Môi trường", "Thanh tra Chính phủ", "Quốc hội",
)  # fmt: skip
LOWER = (
    "bộ phận một cửa", "ngành y tế", "ngành giáo dục", "ngành thuế", "công an xã", "công an phường", "tổ công tác", "đoàn kiểm tra",
    "lực lượng công an", "lực lượng Công an", "lực lượng Cảnh sát giao thông", "trạm y tế", "ban chỉ đạo", "tổ công nghệ số cộng đồng",
    "lực lượng Cảnh sát QLHC về TTXH", "ngành bảo hiểm xã hội", "bảo hiểm xã hội", "ngành Công an", "ngành nông nghiệp", "trung tâm y tế",
    "phòng chuyên môn", "hội nông dân", "hội phụ nữ", "đoàn thanh niên", "mặt trận tổ quốc", "văn phòng đăng ký đất đai",
)  # fmt: skip
GROUPS = (
    "các cơ quan, ban, ngành", "các sở, ban, ngành", "các cơ quan, đơn vị", "các phòng, ban", "các cơ sở giáo dục", "các cơ sở y tế",
    "các trường học", "các đơn vị sự nghiệp", "các tổ chức hội, đoàn thể", "các trạm y tế", "các bệnh viện công lập", "các chi cục",
    "các địa phương", "các xã, phường", "các huyện, thị xã, thành phố", "các ấp, khu phố", "các thôn, bản", "các xã, thị trấn",
)  # fmt: skip
LEVELS = (
    "toàn tỉnh", "toàn huyện", "toàn thành phố", "toàn thị xã", "toàn xã", "toàn ngành", "cấp xã", "cấp huyện", "cấp tỉnh",
    "cấp huyện, cấp xã", "toàn quốc", "cả nước", "toàn phường", "toàn quốc", "cả nước",
)  # fmt: skip
COUNTED = (
    "hồ sơ", "trường hợp", "lượt người", "tài khoản", "hộ", "cơ sở", "học sinh", "bệnh nhân", "thủ tục hành chính", "văn bản",
    "dự án", "ha lúa", "con gia súc", "vụ việc", "đối tượng", "người lao động", "tỷ đồng", "km đường", "đơn thư", "doanh nghiệp",
    "việc", "vụ", "máy tính", "triệu đồng", "thành viên", "cán bộ", "thông tin", "ha", "tấn", "giường bệnh", "lớp", "tin bài", "chỉ tiêu",
)  # fmt: skip
DONE = (
    "tiếp nhận", "giải quyết", "cấp", "thu nhận", "rà soát", "cập nhật", "xử lý", "tổ chức khám cho", "tuyên truyền cho", "hỗ trợ",
    "kiểm tra", "giải ngân", "số hóa", "kích hoạt", "thẩm định", "tiêm phòng cho", "tập huấn cho", "trả kết quả", "phê duyệt",
    "ban hành", "thu được", "cấp mới", "phát hiện", "khám phá", "triệu tập", "huy động", "trồng mới", "thanh tra", "công nhận",
    "lập biên bản", "xây mới", "trang bị", "vận động", "thu hồi", "đào tạo", "ký kết", "kết nạp", "phát", "thăm hỏi", "hoàn thành",
)  # fmt: skip
VERBS = (
    " được cấp máy quét và đường truyền riêng", " phải xác minh lại", " có trách nhiệm theo dõi, đôn đốc", " chưa thực hiện việc báo cáo",
    " còn thiếu trang thiết bị", " chủ trì, tham mưu thực hiện", " phối hợp chặt chẽ trong công tác rà soát", " bước đầu làm quen",
    " thường xuyên kiểm tra, hướng dẫn", " khẩn trương hoàn thiện", " đã ban hành công văn chỉ đạo", " nhìn chung bố trí đủ người trực",
    " thực hiện nghiêm túc nhiệm vụ được giao", " không cung cấp được số liệu", " trong việc tiếp nhận và trả kết quả", " tiếp tục duy trì",
    " thành lập tổ kiểm tra", " triển khai thí điểm mô hình", " hiện có", " đang quản lý", " theo dõi, tổng hợp", " chưa được bố trí kinh phí",
    " bố trí đủ trang thiết bị", " chậm báo cáo kết quả", " thiếu nhân lực", " gặp khó khăn về kinh phí", " cơ bản hoàn thành kế hoạch",
    " báo cáo kết quả thực hiện", " xây dựng kế hoạch", " quan tâm chỉ đạo", " đăng tải trên trang thông tin điện tử", " cần đẩy nhanh tiến độ",
    " mới đạt kết quả thấp", " duy trì trực ban", " tổ chức hội nghị triển khai", " hướng dẫn người dân", " vẫn chưa hoàn thành",
    " thực hiện tốt", " sớm cấp kinh phí", " tăng cường công tác quản lý", " nhất là ở vùng sâu, vùng xa", " ở một số nơi",
    " làm đầu mối", " chịu trách nhiệm về tính chính xác của số liệu", " gửi báo cáo trước ngày 15 hằng tháng", " do thiếu cán bộ",
    " về cơ bản đáp ứng yêu cầu", " luôn tạo điều kiện", " kịp thời tháo gỡ", " đưa vào vận hành", " được giao chủ trì",
    " theo quy định của pháp luật", " trên địa bàn", " năm nay", " trong kỳ báo cáo", " những tháng đầu năm", " từ đầu năm đến nay",
    " nhiệm kỳ mới", " quý này", " xảy ra 12 vụ", " ước đạt 450 tỷ đồng", " ước tăng 4%", " cũng đã vào cuộc", " vẫn ổn định", " đều tăng",
    " ước thực hiện cả năm", " ước khoảng 120 ha", " cơ bản ổn định", " có chiều hướng giảm", " đã xảy ra 03 vụ cháy", " tiếp tục được giữ vững",
    " khoá XV", " nhiệm kỳ 2021-2026", " cùng các đơn vị", " ngày 12/5/2022", " kế hoạch năm 2024", " giao", " ước giải ngân", " tổng kết năm", " thuộc thẩm quyền quản lý", " để tổng hợp, báo cáo", " nhằm nâng cao chất lượng", " mở 05 lớp",
)  # fmt: skip
LEADING = (
    "Theo thống kê của ", "Nhân viên ", "Hiện ", "Trong tháng, ", "Báo cáo của ", "Thẩm quyền của ", "Bổ sung vốn cho ",
    "Chỉ đạo ", "Giao ", "Đề nghị ", "Biểu dương ", "Mặc dù ", "Làm việc với ", "Qua kiểm tra tại ", "Máy móc tại ", "Cập nhật thông tin ",
    "Thông tin hội viên ", "Hiện tại ", "Đến nay, ", "Đến nay 100% ", "Tham mưu ", "Phối hợp với ", "Theo báo cáo của ", "Trong đó ",
    "Nguyên nhân do ", "Kiến nghị ", "Số lượng cán bộ của ", "Dịch vụ công do ", "Nhân lực tại ", "Đối với ", "Ý kiến của ", "Hướng dẫn ",
    "Dự toán ", "Kế hoạch của ", "Qua rà soát, ", "Tuy nhiên, ", "Bên cạnh đó, ", "Nhất là ", "Hằng tháng, ", "Năm 2023, ", "Trong năm, ",
    "Được sự quan tâm của ", "Theo số liệu của ", "Văn bản của ", "Cán bộ ", "Công chức ", "Lãnh đạo ", "Giám đốc ", "Chủ tịch ", "Hầu hết ",
)  # fmt: skip
TOPICS = (
    "Kết quả tiếp nhận hồ sơ trực tuyến", "Tỷ lệ giải ngân vốn đầu tư công", "Công tác tiêm chủng mở rộng", "Số thu ngân sách",
    "Công tác khám chữa bệnh", "Tình hình trật tự an toàn xã hội", "Tiến độ xây dựng nông thôn mới", "Công tác cấp giấy chứng nhận",
    "Diện tích gieo trồng", "Kết quả giảm nghèo", "Công tác giải quyết việc làm", "Việc chấp hành kỷ luật hành chính",
    "Đăng ký khai sinh", "Đăng ký kết hôn", "Cấp bản sao trích lục hộ tịch", "Trợ cấp mai táng phí", "Đăng ký biến động đất đai",
    "Thu tiền nộp phạt vi phạm hành chính", "Gia hạn thẻ bảo hiểm y tế", "Giải quyết trợ cấp thất nghiệp", "Cấp phiếu lý lịch tư pháp",
    "Đăng ký thường trú", "Xóa đăng ký tạm trú", "Chứng thực bản sao", "Cấp phép xây dựng", "Số hóa hồ sơ", "Thanh toán không dùng tiền mặt",
)  # fmt: skip
PLAIN = (
    "Sản lượng lương thực có hạt ước {n} tấn, tăng {p}% so với cùng kỳ; giá trị sản xuất công nghiệp ước đạt {m} tỷ đồng.",
    "An ninh chính trị, trật tự an toàn xã hội được giữ vững; xảy ra {n} vụ, làm bị thương {m} người.",
    "Tổng diện tích cây hàng năm các loại ước {n} ha; cây lâu năm {m} ha, đạt {p}% kế hoạch.",
    "Chi bảo đảm an sinh xã hội {n} triệu đồng, chi sự nghiệp giáo dục {m} triệu đồng.",
    "Huy động trẻ {m} tuổi ra lớp đạt {p}%; học sinh tiểu học hoàn thành chương trình đạt {p}%.",
    "Người dân các dân tộc thiểu số, hộ gia đình chính sách được hỗ trợ {n} triệu đồng.",
    "Công nghiệp, tiểu thủ công nghiệp và xây dựng tăng {p}%; thương mại, dịch vụ tăng {p}%.",
    "Các giải pháp bảo đảm trật tự an toàn giao thông được thực hiện đồng bộ, cả {m} tiêu chí đều giảm.",
    "Doanh nghiệp công nghiệp nộp ngân sách {n} tỷ đồng; hộ kinh doanh cá thể {m} tỷ đồng.",
    "Số người tham gia bảo hiểm xã hội bắt buộc {n} người, bảo hiểm xã hội tự nguyện {m} người.",
    "Trong tháng có {m} xã đạt chuẩn nông thôn mới, {n} xã đạt từ 15 tiêu chí trở lên.",
    "Tập trung mọi nguồn lực, Xây dựng đời sống văn hóa; Phong trào thi đua đạt {p}%.",
    "Các mặt công tác đều tăng so với tháng trước; các kỳ báo cáo được gửi đúng hạn.",
    "Tổng số việc phải giải quyết {n} việc, xong {m} việc; về tiền {n} triệu đồng, xong {p}%.",
    "Công tác tuyên truyền được triển khai đồng bộ với nhiều hình thức, thu hút {n} lượt người tham gia.",
    "Trong kỳ đã ban hành {n} văn bản chỉ đạo, đôn đốc; hoàn thành {p}% nhiệm vụ được giao.",
    "Tổng số hồ sơ tiếp nhận {n}, trong đó trực tuyến {m} hồ sơ, đạt {p}%.",
    "Cán bộ và nhân viên y tế thôn đã vận động {n} hộ.",
    "Số còn lại {n} trường hợp đang tiếp tục được xem xét.",
    "Tính đến ngày {d}, có {m}/{n} cơ sở thu học phí không dùng tiền mặt (đạt {p}%).",
    "So với cùng kỳ năm trước tăng {n} ca, giảm {p}% về số người mắc.",
    "Đề án 06 và Luật Căn cước được quán triệt đến {n} cán bộ, công chức, viên chức.",
    "Về nhận thức: Phần lớn bà con đồng tình; song ở vùng cao kết quả còn thấp.",
    "Đăng ký khai sinh - Thường trú - Thẻ bảo hiểm y tế (liên thông): {m}/{n} hồ sơ (đạt {p}%).",
    "Về nhân sự: {n} viên chức chuyên trách, {m} người hợp đồng.",
    "Đường truyền ở thôn bản chập chờn, {n} máy đã quá cũ.",
    "Nguyên nhân: Phần mềm hay lỗi, số liệu nhập tay, chờ nâng cấp máy chủ.",
    "Thời gian tới, cần tập trung đẩy nhanh tiến độ; phấn đấu đạt {p}% kế hoạch năm.",
    "Thứ nhất, rà soát, làm sạch dữ liệu dân cư; thứ hai, hoàn thành {n} chỉ tiêu còn lại.",
    "Mô hình điểm được đánh giá cao: Thanh toán qua VNPT Money, Viettel Money đạt {n} lượt.",
    "Về phương tiện: {n} máy quét, {m} máy in đã hết khấu hao.",
    "Sau {m} năm, người dân đã quen với việc nộp phí trên mạng.",
    "Chuyển nhượng, thừa kế, tặng cho quyền sử dụng đất: {m}/{n} hồ sơ (đạt {p}%).",
    "Internet, Wifi miễn phí cho người dân nộp hồ sơ có ở {n} điểm.",
    "Tỷ lệ hộ nghèo còn {p}%, Giảm {n} hộ; Thu nhập bình quân đạt {m} triệu đồng.",
    "Bên cạnh kết quả đạt được, Công tác phối hợp có lúc chưa chặt chẽ; Số liệu báo cáo chậm.",
    "Vụ Đông Xuân gieo trồng {n} ha; Lúa Hè Thu {m} ha; Ngô, Khoai, Sắn đạt {p}%.",
    "Dịch tả lợn Châu Phi, Covid-19, Sởi và Sốt xuất huyết ghi nhận {n} ca mắc, giảm {p}%.",
    "Mỗi đảng viên, giáo viên vận động thêm {n} phụ huynh cài đặt.",
    "Ứng dụng VNeID, Sổ sức khỏe điện tử, Hóa đơn điện tử được {n} người sử dụng.",
    "Thẻ CCCD gắn chip thay thẻ BHYT trong khám, chữa bệnh đạt {p}% số lượt tra cứu.",
    "Huân chương Lao động hạng Ba cho {n} cá nhân; Bằng khen cho {m} tập thể.",
    "Ông Nguyễn Văn Hùng và bà Trần Thị Mai cùng {n} hộ dân đã bàn giao mặt bằng.",
    "Đồng chí Lê Minh Tuấn - Phó Giám đốc kết luận: hoàn thành {n} nhiệm vụ trước ngày {d}.",
)  # fmt: skip
HEADINGS = (
    "KẾT QUẢ THỰC HIỆN", "TÌNH HÌNH TRIỂN KHAI", "ĐÁNH GIÁ CHUNG", "TỒN TẠI, HẠN CHẾ", "Nhiệm vụ trọng tâm", "KIẾN NGHỊ, ĐỀ XUẤT", "Về thể chế",
    "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "Kết quả triển khai {m} dịch vụ công", "PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI", "Ưu điểm", "Khó khăn",
)  # fmt: skip
